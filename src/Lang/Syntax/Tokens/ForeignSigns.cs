namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>
/// An operator of another language. <paramref name="Kind"/> is the token it is read as, so that the rest of the line still makes sense. In
/// the help, <c>{left}</c> is the word before it and <c>{right}</c> the rest of the line.
/// </summary>
internal sealed record ForeignSign(string Sign, TokenKind Kind, string Message, string Help);

internal static class ForeignSigns
{
    private const string NoReassignment = "names can't be reassigned: bind a new value with";

    private static readonly ForeignSign[] All =
    [
        new("===", TokenKind.EqualEqual, "`===` is not an operator", "write `==`"),
        new("!==", TokenKind.NotEqual, "`!==` is not an operator", "write `!=`"),
        new("<>", TokenKind.NotEqual, "`<>` is not an operator", "write `!=` to compare, or `++` to join Strings"),
        new("**", TokenKind.Caret, "`**` is not an operator", "write `{left} ^ {right}`"),
        new("++=", TokenKind.Equals, "`++=` is not an operator", $"{NoReassignment} `let {{left}} = {{left}} ++ {{right}}`"),
        new("+=", TokenKind.Equals, "`+=` is not an operator", $"{NoReassignment} `let {{left}} = {{left}} + {{right}}`"),
        new("-=", TokenKind.Equals, "`-=` is not an operator", $"{NoReassignment} `let {{left}} = {{left}} - {{right}}`"),
        new("*=", TokenKind.Equals, "`*=` is not an operator", $"{NoReassignment} `let {{left}} = {{left}} * {{right}}`"),
        new("/=", TokenKind.Equals, "`/=` is not an operator", "write `!=` to compare; names can't be reassigned"),
        new(":=", TokenKind.Equals, "`:=` is not an operator", "write `let {left} = {right}`"),
        new("<|", TokenKind.Pipe, "`<|` is not an operator", "write `function value`, or `value |> function`"),
        new("??", TokenKind.OrOr, "`??` is not an operator", ""),
        new("...", TokenKind.Dot, "`...` is not an operator", "to copy a record with other values, write `{ record with name: value }`"),
        new("&&&", TokenKind.AndAnd, "`&&&` is not an operator", "write `&&`"),
        new("|||", TokenKind.OrOr, "`|||` is not an operator", "write `||`"),
        new("\u2264", TokenKind.LessOrEqual, "`≤` is not an operator", "write `<=`"),
        new("\u2265", TokenKind.GreaterOrEqual, "`≥` is not an operator", "write `>=`"),
        new("\u2260", TokenKind.NotEqual, "`≠` is not an operator", "write `!=`"),
    ];

    public static ForeignSign? Find(ReadOnlySpan<char> text)
    {
        // Nearly every sign belongs to this language: skip the table for it.
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
