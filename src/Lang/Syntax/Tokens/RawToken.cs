namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>
/// A token before the off-side rule is applied. Columns count from 0, with tabs expanded. <paramref name="IsFirst"/> is true for the first
/// token of a line, and <paramref name="LineIndent"/> is the indentation of that line.
/// </summary>
internal readonly record struct RawToken(TokenKind Kind, int Start, int Length, int Line, int Column, int LineIndent, bool IsFirst)
{
    public int End => Start + Length;

    public Span Span => new(Start, Length);
}
