using DarkLang.Lang.Syntax.Parsing;

namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>Comments. Those of other languages are reported once and then skipped like comments.</summary>
internal sealed partial class Tokenizer
{
    // One report is enough: a file that has one such comment tends to have many.
    private bool _commentReported;

    private void ReadComment()
    {
        var start = _position;
        while (!AtEnd && Current != '\n')
            _position++;
        var end = _position;
        while (end > start && _text[end - 1] is '\r' or ' ' or '\t')
            end--;
        var text = _text[start..end];
        var isDoc = text.StartsWith("///", StringComparison.Ordinal) && !text.StartsWith("////", StringComparison.Ordinal);
        _comments.Add(new Comment(Span.FromBounds(start, end), text, isDoc));
    }

    /// <summary><c># …</c>, <c>/* … */</c> and, before a space, <c>-- …</c>.</summary>
    private bool BeginsForeignComment(char c) => _header != HeaderPart.Path && (c, At(_position + 1)) switch
    {
        ('#', _) => true,
        ('/', '*') => true,
        ('-', '-') => At(_position + 2) == ' ',
        _ => false,
    };

    private void ReadForeignComment()
    {
        var start = _position;
        var sign = Current == '#' ? "#" : _text.Substring(start, 2);
        var lineEnd = LineEnd(start);
        var close = sign == "/*" ? _text.IndexOf("*/", start + 2, StringComparison.Ordinal) : -1;
        var text = _text[(start + sign.Length)..(close >= 0 && close < lineEnd ? close : lineEnd)].Trim();
        if (!_commentReported)
        {
            var ours = Unexpected.Shorten(text.TrimStart('*', '#', '-', ' '));
            Problem(SyntaxCodes.UnexpectedCharacter, start, start + sign.Length, $"`{sign}` does not start a comment",
                "comments start with `//`", $"write `// {ours}`{(close > lineEnd ? ", and `//` before each line" : "")}");
        }
        _commentReported = true;
        SkipLinesTo(close < 0 ? lineEnd : close + 2);
    }

    private void SkipLinesTo(int end)
    {
        for (var at = _text.IndexOf('\n', _position, end - _position); at >= 0; at = _text.IndexOf('\n', at + 1, end - at - 1))
        {
            _line++;
            _lineStart = at + 1;
            _widening = 0;
        }
        _position = end;
    }
}
