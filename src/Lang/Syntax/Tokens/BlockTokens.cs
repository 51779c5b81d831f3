using DarkLang.Lang.Source;
using Superpower.Model;

namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>
/// The tokens of one item with layout, ending in <see cref="TokenKind.End"/>. For each token <paramref name="Lines"/> holds where its
/// line begins, which decides what a leading operator continues.
/// </summary>
internal sealed record BlockTokens(Token<TokenKind>[] Tokens, LinePlace[] Lines)
{
    public Span SpanOf(int index)
    {
        var span = Tokens[index].Span;
        return new Span(span.Position.Absolute, span.Length);
    }
}

/// <summary>The indentation of a token's line, and whether the token begins it.</summary>
internal readonly record struct LinePlace(int Indent, bool IsFirst);
