using DarkLang.Lang.Library;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

internal static class Kinds
{
    /// <summary>Returns whether a value is of a kind. Fast for the most frequent kinds of parameters.</summary>
    public static bool Is(in Value value, ValueKind kind) => kind switch
    {
        ValueKind.Int => value.IsInt,
        ValueKind.String => value.IsString,
        ValueKind.List => value.Reference is ListValue,
        ValueKind.Dict => value.Reference is DictValue,
        ValueKind.Option => value.Reference is OptionValue,
        _ => value.Kind == kind,
    };

    /// <summary>Returns the name of a kind with its article, as messages name what they expect.</summary>
    public static string Name(ValueKind kind) => kind == ValueKind.Function ? "a function" : LibraryError.Article($"{kind}");
}
