using DarkLang.Lang.Library;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>Calls library functions: checks the arguments, and calls impure functions through the host.</summary>
internal static class LibraryCall
{
    /// <summary>What a function does with a value of this size may take as long as a thousand other calls.</summary>
    private const int LargeSize = 16 * 1024;

    public static Value Perform(LibraryFunction function, Execution execution, ReadOnlySpan<Value> arguments)
    {
        execution.Step();
        ArgumentCheck.Verify(function, arguments);
        foreach (var argument in arguments)
        {
            if (IsLarge(argument))
                execution.CheckEnd();
        }
        return function.IsImpure
            ? execution.Host.Perform(function, execution, arguments, execution.At)
            : function.Body(execution, arguments);
    }

    private static bool IsLarge(Value argument) => argument.Reference switch
    {
        null => false,
        string text => text.Length >= LargeSize,
        ListValue list => list.Count >= LargeSize,
        DictValue dict => dict.Count >= LargeSize,
        BytesValue bytes => bytes.Content.Length >= LargeSize,
        Rope rope => rope.Length >= LargeSize,
        _ => false,
    };
}
