namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>
/// Operators of other languages. <paramref name="Kind"/> is what is read in its place, so that the rest of the line still makes sense.
/// In the help <c>{left}</c> is the word before it and <c>{right}</c> the rest of the line.
/// </summary>
internal sealed record ForeignSign(string Sign, TokenKind Kind, string Message, string Help);

internal static class ForeignSigns
{
    private static readonly ForeignSign[] All =
    [
        new("===", TokenKind.EqualEqual, "`===` is no operator", "write `==`"),
        new("!==", TokenKind.NotEqual, "`!==` is no operator", "write `!=`"),
        new("<>", TokenKind.NotEqual, "`<>` is no operator", "`!=` compares, `++` joins Strings"),
        new("**", TokenKind.Caret, "`**` is no operator", "a power is written `{left} ^ {right}`"),
        new(
            "++=",
            TokenKind.Equals,
            "`++=` can't change a value",
            "a name keeps its value: give a new one with `let {left} = {left} ++ {right}`"),
        new(
            "+=",
            TokenKind.Equals,
            "`+=` can't change a value",
            "a name keeps its value: give a new one with `let {left} = {left} + {right}`"),
        new(
            "-=",
            TokenKind.Equals,
            "`-=` can't change a value",
            "a name keeps its value: give a new one with `let {left} = {left} - {right}`"),
        new(
            "*=",
            TokenKind.Equals,
            "`*=` can't change a value",
            "a name keeps its value: give a new one with `let {left} = {left} * {right}`"),
        new("/=", TokenKind.Equals, "`/=` is no operator", "`!=` compares; a name keeps its value, so nothing changes it"),
        new(":=", TokenKind.Equals, "`:=` is no operator", "write `let {left} = {right}`"),
        new("<|", TokenKind.Pipe, "`<|` is no operator", "write the value after its function, or before it with `value |> function`"),
        new("??", TokenKind.OrOr, "`??` is no operator", "for an Option write `Option::withDefault {left} {right}`"),
        new("...", TokenKind.Dot, "`...` is no operator", "a copy of a record with other values is written `{ record with name: value }`"),
        new("&&&", TokenKind.AndAnd, "`&&&` is no operator", "write `&&`"),
        new("|||", TokenKind.OrOr, "`|||` is no operator", "write `||`"),
        new("\u2264", TokenKind.LessOrEqual, "`≤` is no operator", "write `<=`"),
        new("\u2265", TokenKind.GreaterOrEqual, "`≥` is no operator", "write `>=`"),
        new("\u2260", TokenKind.NotEqual, "`≠` is no operator", "write `!=`"),
    ];

    public static ForeignSign? Find(ReadOnlySpan<char> text)
    {
        // Nearly every sign is one of ours: no table is searched for it.
        if (text[0] < 128 && (text.Length < 2 || !MayFollow(text[0], text[1])))
            return null;
        foreach (var foreign in All)
        {
            if (text.StartsWith(foreign.Sign, StringComparison.Ordinal))
                return foreign;
        }
        return null;
    }

    private static bool MayFollow(char first, char second) => second switch
    {
        '=' => first is '=' or '!' or '+' or '-' or '*' or '/' or ':',
        '>' => first == '<',
        '|' => first is '<' or '|',
        _ => first == second,
    };
}
