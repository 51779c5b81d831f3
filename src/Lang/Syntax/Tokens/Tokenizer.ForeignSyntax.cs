using DarkLang.Lang.Syntax.Parsing;

namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>Signs and quotes of other languages: said once in an item, and read as what they stand for.</summary>
internal sealed partial class Tokenizer
{
    private readonly HashSet<string> _foreign = new(StringComparer.Ordinal);

    private bool TryReadForeignSign()
    {
        if (ForeignSigns.Find(_text.AsSpan(_position)) is not { } foreign)
            return false;
        var start = _position;
        _position += foreign.Sign.Length;
        var help = foreign.Help.Replace("{left}", WordBefore(start), StringComparison.Ordinal)
            .Replace("{right}", RestOfLine(_position), StringComparison.Ordinal);
        Foreign(foreign.Sign, start, _position, foreign.Message, "not known", help);
        Add(foreign.Kind, start, _position);
        return true;
    }

    private void ReadFatArrow()
    {
        var start = _position;
        _position += 2;
        var line = _text[_lineStart..start];
        var name = WordBefore(start);
        // An arm of a match begins its line, and a lambda follows what it is handed to.
        var isLambda = char.IsLetter(name[0]) && line.Trim() != name && line.AsSpan().IndexOfAny('\\', '|') < 0;
        Foreign("=>", start, _position, "`=>` is no arrow", "not known", isLambda ? $"a lambda is written `\\{name} -> …`" : "write `->`");
        Add(TokenKind.Arrow, start, _position);
    }

    /// <summary><c>!x</c>: the rest is read as if the sign were not there.</summary>
    private void ReadNot()
    {
        var start = _position++;
        var end = _position;
        while (end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] is '.' or ':' or '_' or '"'))
            end++;
        var operand = end > _position ? _text[_position..end] : "(…)";
        Foreign("!", start, _position, "`!` is no operator", "not known", $"write `Bool::not {operand}`; to compare write `!=`");
    }

    /// <summary><c>`text`</c> and <c>f"text"</c>.</summary>
    private bool TryReadForeignString()
    {
        var start = _position;
        var isBacktick = Current == '`';
        var quote = isBacktick ? start : start + 1;
        if (!isBacktick && !(Current is 'f' or 's' && At(quote) == '"'))
            return false;
        var close = FindClosing(_text[quote], quote + 1);
        var inside = close < 0 ? "" : _text[(quote + 1)..close];
        if (close < 0 || !isBacktick && !inside.Contains('{', StringComparison.Ordinal))
            return false;
        _position = close + 1;
        var text = inside.Replace("${", "{", StringComparison.Ordinal);
        var written = Unexpected.Shorten(inside.Contains('{', StringComparison.Ordinal) ? $"$\"{text}\"" : $"\"{text}\"");
        Foreign("string", start, _position, isBacktick
            ? "backticks around a text"
            : $"`{_text[start]}` before a string", "not known", $"write `{written}`");
        Add(TokenKind.String, start, _position);
        return true;
    }

    /// <summary>A space like any other, but one that nobody can see the difference of.</summary>
    private void ReadNoBreakSpace()
    {
        ReportNoBreakSpace();
        _position++;
    }

    private void ReportNoBreakSpace() => Foreign(
        "no-break space", _position, _position + 1, "a no-break space", "looks like a space and is none",
        "replace it by a plain space; it is often copied from a web page, or typed as Alt and Space");

    private void Foreign(string sign, int start, int end, string message, string label, string help)
    {
        if (_foreign.Add(sign))
            Problem(SyntaxCodes.UnexpectedCharacter, start, end, message, label, help);
    }

    /// <summary>What stands before a sign, up to a space.</summary>
    private string WordBefore(int position)
    {
        var end = position;
        while (end > _lineStart && _text[end - 1] == ' ')
            end--;
        var start = end;
        while (start > _lineStart && (char.IsLetterOrDigit(_text[start - 1]) || _text[start - 1] is '.' or '_' or ':'))
            start--;
        return start == end ? "x" : _text[start..end];
    }

    private string RestOfLine(int position)
    {
        var text = _text[position..LineEnd(position)].Trim().TrimEnd(';');
        var end = text.IndexOf(" then", StringComparison.Ordinal);
        return text.Length == 0 ? "…" : Unexpected.Shorten(end < 0 ? text : text[..end]);
    }
}
