namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>Classifications of token kinds that several stages share.</summary>
internal static class TokenKinds
{
    public static bool IsBinaryOperator(this TokenKind kind) => kind is >= TokenKind.Plus and <= TokenKind.OrOr;

    public static bool IsKeyword(this TokenKind kind) => kind is >= TokenKind.Let and <= TokenKind.Null;

    /// <summary>Whether a token is a whole literal.</summary>
    public static bool IsLiteral(this TokenKind kind) =>
        kind is TokenKind.Int or TokenKind.Float or TokenKind.Decimal or TokenKind.Quantity or TokenKind.String or TokenKind.RawString
            or TokenKind.Char or TokenKind.True or TokenKind.False or TokenKind.Null;

    public static bool IsOpening(this TokenKind kind) =>
        kind is TokenKind.LeftParen or TokenKind.LeftBracket or TokenKind.LeftBrace or TokenKind.InterpolationOpen;

    public static bool IsClosing(this TokenKind kind) =>
        kind is TokenKind.RightParen or TokenKind.RightBracket or TokenKind.RightBrace or TokenKind.InterpolationClose;

    public static TokenKind ClosingOf(TokenKind opening) => opening switch
    {
        TokenKind.LeftParen => TokenKind.RightParen,
        TokenKind.LeftBracket => TokenKind.RightBracket,
        TokenKind.LeftBrace => TokenKind.RightBrace,
        TokenKind.InterpolationOpen => TokenKind.InterpolationClose,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Whether a word or sign can't start a statement: a line that starts with it continues the previous line.</summary>
    public static bool ContinuesLine(this TokenKind kind) =>
        kind.IsBinaryOperator()
        || kind is TokenKind.Pipe or TokenKind.Then or TokenKind.Else or TokenKind.In or TokenKind.With or TokenKind.When
            or TokenKind.Arrow or TokenKind.Equals or TokenKind.Colon or TokenKind.Cons or TokenKind.Comma or TokenKind.Semicolon;

    /// <summary>Whether a token can name a field: after a <c>.</c> or before a <c>:</c>, any word can.</summary>
    public static bool IsFieldName(this TokenKind kind) =>
        kind is TokenKind.Name or TokenKind.UpperName or TokenKind.String or TokenKind.RawString || kind.IsKeyword();
}
