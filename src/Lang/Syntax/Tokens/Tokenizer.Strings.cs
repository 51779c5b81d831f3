using DarkLang.Lang.Syntax.Parsing;

namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>Strings, raw strings and Chars. Their content is checked here, and decoded when needed by <see cref="Literals"/>.</summary>
internal sealed partial class Tokenizer
{
    private int _lineEnd = -1;
    private int _lineEndFrom;
    private int _unclosedCharLine;
    private bool _stringIsOpen;

    private const string RawQuotes = "\"\"\"";

    private void ReadString()
    {
        var start = _position;
        if (_text.AsSpan(start).StartsWith(RawQuotes, StringComparison.Ordinal))
        {
            ReadRawString();
            return;
        }

        var end = FindClosing('"', start + 1);
        if (end < 0 && _interpolations.Count > 0)
        {
            CloseInterpolationAtQuote();
            return;
        }

        CheckEscapes(start + 1, end < 0 ? LineEnd(start) : end, braces: false);
        _position = end < 0 ? LineEnd(start) : end + 1;
        // Of two unclosed strings, the second is the end of one that spans several lines.
        if (end < 0 && (_stringIsOpen = !_stringIsOpen))
            Problem(SyntaxCodes.UnclosedString, start, _position, "unclosed string",
                LineHasString() ? "this line has a `\"` too many or too few" : "the closing `\"` is missing on this line",
                LineHasString()
                    ? "check its strings from the left for the one that does not end"
                    : "write a string of several lines in `\"\"\"`");
        Add(TokenKind.String, start, _position);
    }

    private bool LineHasString() => _tokens.FindLast(token => token.Kind == TokenKind.String || token.Line != _line)
        is { Kind: TokenKind.String } found && found.Line == _line;

    private void ReadRawString()
    {
        var start = _position;
        var close = _text.IndexOf(RawQuotes, start + RawQuotes.Length, StringComparison.Ordinal);
        if (close < 0)
        {
            Problem(SyntaxCodes.UnclosedRawString, start, start + RawQuotes.Length, "unclosed raw string",
                "the closing `\"\"\"` is missing in the rest of the file");
            Add(TokenKind.RawString, start, LineEnd(start));
            SkipToNextItem();
            return;
        }

        var end = close + RawQuotes.Length;
        Add(TokenKind.RawString, start, end);
        SkipLinesTo(end);
    }

    /// <summary>Skips the lines after an unclosed raw string up to the next item: they were probably its text.</summary>
    private void SkipToNextItem()
    {
        for (var at = _text.IndexOf('\n', _position); at >= 0; at = _text.IndexOf('\n', at + 1))
        {
            var end = WordEnd(at + 1);
            if (end > at + 1 && _items && BeginsItem(_text.AsSpan(at + 1, end - at - 1), end))
            {
                _position = at;
                return;
            }
            if (at + 1 < _text.Length)
                _line++;
        }
        _position = _text.Length;
    }

    private void ReadChar()
    {
        var start = _position;
        var end = _unclosedCharLine == _line ? -1 : FindClosing('\'', start + 1);
        if (end < 0)
        {
            _unclosedCharLine = _line;
            // An unclosed Char may be a stray apostrophe: keep the rest of the line readable.
            _position = Math.Min(start + 2, LineEnd(start));
            Problem(SyntaxCodes.UnclosedChar, start, start + 1, "unclosed Char", "the closing `'` is missing on this line",
                "write strings in `\"`");
            Add(TokenKind.Char, start, _position);
            return;
        }

        _position = end + 1;
        if (CheckEscapes(start + 1, end, braces: false))
        {
            var value = Literals.Decode(_text.AsSpan(start + 1, end - start - 1), braces: false);
            if (value.Length == 0)
                Problem(SyntaxCodes.NotOneCharacter, start, _position, "an empty Char", "a Char holds exactly one character",
                    "the empty String is `\"\"`");
            else if (StringInfo.GetNextTextElementLength(value) != value.Length)
                Problem(SyntaxCodes.NotOneCharacter, start, _position, "more than one character in a Char",
                    "a Char holds exactly one character",
                    $"write a String in double quotes: `\"{Unexpected.Shorten(_text[(start + 1)..end])}\"`");
        }
        Add(TokenKind.Char, start, _position);
    }

    /// <summary>Returns the position of the closing quote on this line, or -1.</summary>
    private int FindClosing(char quote, int from)
    {
        for (var i = from; i < _text.Length; i++)
        {
            var c = _text[i];
            if (c == quote)
                return i;
            if (c == '\n')
                return -1;
            if (c == '\\' && At(i + 1) is not ('\n' or '\r'))
                i++;
        }
        return -1;
    }

    private int LineEnd(int from)
    {
        // A long line may contain many literals: search for its end only once.
        if (from < _lineEndFrom || from > _lineEnd)
        {
            _lineEndFrom = from;
            _lineEnd = _text.IndexOf('\n', from) is >= 0 and var end ? end : _text.Length;
        }
        return _lineEnd > from && _text[_lineEnd - 1] == '\r' ? _lineEnd - 1 : _lineEnd;
    }

    private bool CheckEscapes(int start, int end, bool braces)
    {
        var fine = true;
        var text = _text.AsSpan(0, end);
        for (var i = text[start..].IndexOf('\\') + start; i >= start && i < end;)
        {
            var escape = i;
            if (Escapes.Read(text, ref i, braces, out var unknown) is null)
            {
                ReportEscape(escape, i, unknown);
                fine = false;
            }
            var next = text[i..].IndexOf('\\');
            if (next < 0)
                break;
            i += next;
        }
        return fine;
    }

    private void ReportEscape(int start, int end, bool unknown)
    {
        var written = _text[start..end];
        if (unknown)
            Problem(SyntaxCodes.UnknownEscape, start, end, $"unknown escape `{written}`", "a backslash starts an escape",
                written is "\\{" or "\\}"
                    ? "only `$\"…\"` needs an escape for braces"
                    : $"the escapes are {Escapes.Known}; for a backslash, write \\\\");
        else
            Problem(SyntaxCodes.InvalidCodePoint, start, end, $"`{written}` is not a valid character",
                "expected the code point of a character", "write \\u{1F600}, \\u00e9 or \\x41");
    }
}
