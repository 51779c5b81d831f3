using Superpower.Model;

namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>
/// The tokens of one item after the off-side rule, ending in <see cref="TokenKind.End"/>. <paramref name="Lines"/> describes the line of
/// each token, which decides what an operator at the start of a line continues.
/// </summary>
internal sealed record BlockTokens(Token<TokenKind>[] Tokens, TokenLine[] Lines)
{
    public Span SpanOf(int index) => SpanOf(Tokens[index]);

    public static Span SpanOf(Token<TokenKind> token) => new(token.Position.Absolute, token.Span.Length);
}

/// <summary>The indentation of a token's line, and whether the token is the first of it.</summary>
internal readonly record struct TokenLine(int Indent, bool IsFirst);
