using DarkLang.Lang.Source;

namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>
/// A token as the tokenizer sees it, before layout. Columns count from 0 with tabs widened, as layout needs them;
/// <paramref name="IsFirst"/> tells whether it begins its line, <paramref name="LineIndent"/> where that line begins.
/// </summary>
internal readonly record struct RawToken(TokenKind Kind, int Start, int Length, int Line, int Column, int LineIndent, bool IsFirst)
{
    public int End => Start + Length;

    public Span Span => new(Start, Length);
}
