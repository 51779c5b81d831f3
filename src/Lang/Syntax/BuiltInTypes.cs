namespace DarkLang.Lang.Syntax;

/// <summary>The names of the types that no canvas declares.</summary>
internal static class BuiltInTypes
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "Int", "Float", "Decimal", "Bool", "Null", "String", "Char", "Bytes", "List", "Tuple", "Dict", "Date", "Uuid", "Option", "Result",
        "Password", "Any",
    ];
}
