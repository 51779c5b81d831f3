using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

internal static class Kinds
{
    /// <summary>As <see cref="Value.Kind"/> says, but quick for the kinds that parameters mostly have.</summary>
    public static bool Is(in Value value, ValueKind kind) => kind switch
    {
        ValueKind.Int => value.IsInt,
        ValueKind.String => value.IsString,
        ValueKind.List => value.Reference is ListValue,
        ValueKind.Dict => value.Reference is DictValue,
        ValueKind.Option => value.Reference is OptionValue,
        _ => value.Kind == kind,
    };

    /// <summary>With its article, as messages name what they expect.</summary>
    public static string Name(ValueKind kind) => kind switch
    {
        ValueKind.Function => "a function",
        ValueKind.Int or ValueKind.Option => $"an {kind}",
        _ => $"a {kind}",
    };
}
