namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>Interpolated strings. Their holes contain ordinary tokens, including other strings, to any depth.</summary>
internal sealed partial class Tokenizer
{
    private readonly Stack<OpenInterpolation> _interpolations = [];

    private void BeginInterpolation()
    {
        var start = _position;
        _position += 2;
        Add(TokenKind.InterpolationStart, start, _position);
        _interpolations.Push(new OpenInterpolation { Start = start });
        if (Current == '"' && At(_position + 1) == '"')
        {
            _position += 2;
            Problem(SyntaxCodes.UnexpectedCharacter, start, _position, "a raw string can't be interpolated",
                "only `$\"…\"` and `\"\"\"…\"\"\"` exist", "join raw strings with `++`");
        }
    }

    private void ReadInterpolationText()
    {
        var start = _position;
        var lineEnd = LineEnd(start);
        while (_position < lineEnd && Current is not ('"' or '{'))
            _position += Current == '\\' && _position + 1 < lineEnd ? 2 : 1;
        if (_position > start)
        {
            CheckEscapes(start, _position, braces: true);
            Add(TokenKind.InterpolationText, start, _position);
        }

        if (_position >= lineEnd)
        {
            CloseInterpolations();
        }
        else if (Current == '{')
        {
            var open = _interpolations.Peek();
            open.InHole = true;
            open.HoleStart = _position;
            open.Braces = 0;
            Add(TokenKind.InterpolationOpen, _position, ++_position);
        }
        else
        {
            Add(TokenKind.InterpolationEnd, _position, ++_position);
            _interpolations.Pop();
        }
    }

    private void EnterBrace()
    {
        if (_interpolations.Count > 0)
            _interpolations.Peek().Braces++;
    }

    private bool TryCloseHole(int start)
    {
        if (_interpolations.Count == 0 || _interpolations.Peek().Braces-- > 0)
            return false;
        Add(TokenKind.InterpolationClose, start, _position);
        _interpolations.Peek().InHole = false;
        return true;
    }

    /// <summary>An unclosed string in a hole is usually the end of the interpolated string, with the <c>}</c> before it missing.</summary>
    private void CloseInterpolationAtQuote()
    {
        ReportHole(_interpolations.Pop());
        Add(TokenKind.InterpolationClose, _position, _position);
        Add(TokenKind.InterpolationEnd, _position, ++_position);
    }

    /// <summary>Closes all open interpolations at the end of a line. Only the innermost is reported.</summary>
    private void CloseInterpolations()
    {
        for (var report = true; _interpolations.Count > 0; report = false)
            CloseInterpolationAtLineEnd(_interpolations.Pop(), report);
    }

    private void CloseInterpolationAtLineEnd(OpenInterpolation open, bool report)
    {
        var end = Math.Max(open.Start + 2, LineEnd(_position > _lineStart ? _position - 1 : _position));
        if (report && open.InHole)
            ReportHole(open);
        else if (report)
            Problem(SyntaxCodes.UnclosedString, open.Start, end, "unclosed string", "the closing `\"` is missing on this line");
        if (open.InHole)
            Add(TokenKind.InterpolationClose, end, end);
        Add(TokenKind.InterpolationEnd, end, end);
    }

    private void ReportHole(OpenInterpolation open) =>
        Problem(SyntaxCodes.UnclosedInterpolation, open.HoleStart, open.HoleStart + 1, "unclosed `{` in an interpolated string",
            "the closing `}` is missing on this line", "write `\\{` for a literal brace", new Span(open.Start, 2));

    private sealed class OpenInterpolation
    {
        public required int Start { get; init; }

        public bool InHole { get; set; }

        public int HoleStart { get; set; }

        public int Braces { get; set; }
    }
}
