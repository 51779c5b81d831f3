using DarkLang.Lang.Library;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>Calls library functions: checks the arguments, and calls impure functions through the host.</summary>
internal static class LibraryCall
{
    public static Value Perform(LibraryFunction function, Execution execution, ReadOnlySpan<Value> arguments)
    {
        execution.Step();
        ArgumentCheck.Verify(function, arguments);
        return function.IsImpure
            ? execution.Host.Perform(function, execution, arguments, execution.At)
            : function.Body(execution, arguments);
    }
}
