namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>Questions about kinds of token that more than one stage asks.</summary>
internal static class TokenKinds
{
    public static bool IsBinaryOperator(this TokenKind kind) => kind is >= TokenKind.Plus and <= TokenKind.OrOr;

    public static bool IsKeyword(this TokenKind kind) => kind is >= TokenKind.Let and <= TokenKind.Null;

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

    /// <summary>Words and signs that can't begin a statement: a line that begins with one continues the line before.</summary>
    public static bool ContinuesLine(this TokenKind kind) =>
        kind.IsBinaryOperator()
        || kind is TokenKind.Pipe or TokenKind.Then or TokenKind.Else or TokenKind.In or TokenKind.With or TokenKind.When
            or TokenKind.Arrow or TokenKind.Equals or TokenKind.Colon or TokenKind.Cons or TokenKind.Comma or TokenKind.Semicolon;

    /// <summary>The names of fields: any word will do after a <c>.</c> or before a <c>:</c>.</summary>
    public static bool IsFieldName(this TokenKind kind) =>
        kind is TokenKind.Name or TokenKind.UpperName or TokenKind.String or TokenKind.RawString || kind.IsKeyword();
}
