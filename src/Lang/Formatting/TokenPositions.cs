using DarkLang.Lang.Syntax.Parsing;
using DarkLang.Lang.Syntax.Tokens;

namespace DarkLang.Lang.Formatting;

/// <summary>The positions of the tokens of a source, which its tree leaves out: keywords and line breaks.</summary>
internal sealed class TokenPositions(SourceText source)
{
    private readonly List<RawToken> _tokens = Tokenizer.Run(source, new ProblemBag(source), items: true).Tokens;

    /// <summary>Returns the last token that ends at or before an offset.</summary>
    public RawToken Before(int offset)
    {
        var index = IndexFrom(offset) - 1;
        return index >= 0 ? _tokens[index] : default;
    }

    /// <summary>Returns where the first token at or after an offset starts, or the end of the text.</summary>
    public int NextStart(int offset)
    {
        var index = IndexFrom(offset);
        return index < _tokens.Count ? _tokens[index].Start : source.Text.Length;
    }

    public TokenKind KindAt(int offset)
    {
        var index = IndexFrom(offset);
        return index < _tokens.Count && _tokens[index].Start == offset ? _tokens[index].Kind : TokenKind.End;
    }

    /// <summary>Whether a line break stands between a token and the one before it.</summary>
    public bool BeginsLine(int offset) => source.Text.AsSpan(LineStart(offset), offset - LineStart(offset)).Trim(" \t\r").IsEmpty;

    /// <summary>Whether an offset starts its line and the line above is blank.</summary>
    public bool FollowsBlankLine(int offset)
    {
        if (!BeginsLine(offset))
            return false;
        var line = Line(offset);
        return line > 1 && source.Line(line - 1).IsWhiteSpace();
    }

    public int Line(int offset) => source.Locate(offset).Line;

    public int Column(int offset) => source.Locate(offset).Column - 1;

    public int LineIndent(int offset)
    {
        var line = source.Text.AsSpan(LineStart(offset));
        return line.IndexOfAnyExcept(' ') is >= 0 and var indent ? indent : 0;
    }

    /// <summary>Whether two offsets are on one line with only spaces and separators between them.</summary>
    public bool AreAdjacent(int end, int start) => start >= end && !source.Text.AsSpan(end, start - end).ContainsAnyExcept(" \t\r,;");

    private int LineStart(int offset) => offset == 0 ? 0 : source.Text.LastIndexOf('\n', offset - 1) + 1;

    private int IndexFrom(int offset)
    {
        var (low, high) = (0, _tokens.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_tokens[middle].Start >= offset)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }
}
