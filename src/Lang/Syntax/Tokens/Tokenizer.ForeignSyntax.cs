using DarkLang.Lang.Syntax.Parsing;

namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>Operators and quotes of other languages. Each is reported once per item and read as what it stands for.</summary>
internal sealed partial class Tokenizer
{
    private readonly HashSet<string> _foreign = new(StringComparer.Ordinal);

    private bool TryReadForeignSign()
    {
        if (ForeignSigns.Find(_text.AsSpan(_position)) is not { } foreign)
            return false;
        var start = _position;
        _position += foreign.Sign.Length;
        var help = foreign.Sign == "??"
            ? HelpForDefault(PathBefore(start), RestOfLine(_position))
            : foreign.Help.Replace("{left}", WordBefore(start), StringComparison.Ordinal)
                .Replace("{right}", RestOfLine(_position), StringComparison.Ordinal);
        ReportForeign(foreign.Sign, start, _position, foreign.Message, "unknown operator", help);
        Add(foreign.Kind, start, _position);
        return true;
    }

    /// <summary>Returns how to write <c>event?.name ?? "x"</c>: for a field that may be missing, and for one that is an Option.</summary>
    private static string HelpForDefault(string left, string right)
    {
        var plain = left.Replace("?", "", StringComparison.Ordinal);
        var dot = plain.LastIndexOf('.');
        var ofOption = $"`Option::withDefault {plain} {right}`";
        if (dot <= 0)
            return $"for an Option, write {ofOption}";
        var ofField = $"`Option::withDefault (Dict::get {plain[..dot]} \"{plain[(dot + 1)..]}\") {right}`";
        return left.Contains('?', StringComparison.Ordinal)
            ? $"write {ofField}"
            : $"for a field that may be missing, write {ofField}; for an Option, {ofOption}";
    }

    private string PathBefore(int position)
    {
        var end = position;
        while (end > _lineStart && _text[end - 1] == ' ')
            end--;
        var start = end;
        while (start > _lineStart && (char.IsLetterOrDigit(_text[start - 1]) || _text[start - 1] is '.' or '_' or ':' or '?'))
            start--;
        return start == end ? "x" : _text[start..end];
    }

    private void ReadFatArrow()
    {
        var start = _position;
        _position += 2;
        var line = _text[_lineStart..start];
        var name = WordBefore(start);
        // An arm of a match starts its line; a lambda follows the function it is passed to.
        var isLambda = char.IsLetter(name[0]) && line.Trim() != name && line.AsSpan().IndexOfAny('\\', '|') < 0;
        var help = isLambda ? $"write `\\{name} -> …`" : "write `->`";
        ReportForeign("=>", start, _position, "`=>` is not an arrow", "expected `->`", help);
        Add(TokenKind.Arrow, start, _position);
    }

    /// <summary>Reports <c>!x</c> and reads it as <c>x</c>.</summary>
    private void ReadNot()
    {
        var start = _position++;
        var end = _position;
        while (end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] is '.' or ':' or '_' or '"'))
            end++;
        var operand = end > _position ? _text[_position..end] : "(…)";
        ReportForeign("!", start, _position, "`!` is not an operator", "unknown operator",
            $"write `Bool::not {operand}`, or `!=` to compare");
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
        ReportForeign("string", start, _position, isBacktick ? "backticks around a string" : $"`{_text[start]}` before a string",
            isBacktick ? "expected double quotes" : "unknown prefix", $"write `{written}`");
        Add(TokenKind.String, start, _position);
        return true;
    }

    /// <summary>Reads a no-break space as a space, but reports it, because the difference can't be seen.</summary>
    private void ReadNoBreakSpace() => ReportForeign(
        "no-break space", _position, ++_position, "a no-break space", "looks like a space, but is not one",
        "replace it with a plain space; it often comes from a web page, or from typing Alt+Space");

    private void ReportForeign(string sign, int start, int end, string message, string label, string help)
    {
        if (_foreign.Add(sign))
            Problem(SyntaxCodes.UnexpectedCharacter, start, end, message, label, help);
    }

    /// <summary>Returns the word before a sign.</summary>
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
