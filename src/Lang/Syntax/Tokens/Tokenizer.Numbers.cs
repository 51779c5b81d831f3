using DarkLang.Lang.Syntax.Parsing;

namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>Numbers, durations and times of day.</summary>
internal sealed partial class Tokenizer
{
    /// <summary>
    /// Whether a minus directly before a digit is its sign. It is after a space, an opening bracket, an operator or the backslash of a
    /// lambda, so that <c>f -3</c> passes -3 and <c>a-3</c> subtracts.
    /// </summary>
    private bool MinusIsSign()
    {
        if (_position == _lineStart)
            return true;
        var before = _text[_position - 1];
        return char.IsWhiteSpace(before) || before is '(' or '[' or '{' or ',' or ';' or ':' or '=' or '<' or '>' or '+' or '-' or '*'
            or '/' or '%' or '^' or '|' or '&' or '\\';
    }

    private void ReadNumber()
    {
        var start = _position;
        if (Current == '-')
            _position++;
        var digits = _position;
        SkipDigits();
        if (TrySkipTime(digits))
        {
            Add(TokenKind.Time, start, _position);
            return;
        }

        var kind = TokenKind.Int;
        if (Current == '.' && char.IsAsciiDigit(At(_position + 1)))
        {
            kind = TokenKind.Float;
            _position++;
            SkipDigits();
        }
        if (TrySkipExponent())
            kind = TokenKind.Float;

        var suffix = _position;
        _position = WordEnd(_position);
        if (_position > suffix)
            kind = CheckSuffix(kind, start, suffix);
        else if (kind == TokenKind.Int && Current == '.' && !char.IsAsciiLetter(At(_position + 1)) && At(_position + 1) is not ('"' or '_'))
            ReportPointWithoutDigits(start);
        Add(kind, start, _position);
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Current))
            _position++;
    }

    private bool TrySkipTime(int start)
    {
        if (_position - start > 2 || Current != ':' || !char.IsAsciiDigit(At(_position + 1)) || !char.IsAsciiDigit(At(_position + 2)))
            return false;
        _position += 3;
        if (Current == ':' && char.IsAsciiDigit(At(_position + 1)) && char.IsAsciiDigit(At(_position + 2)))
            _position += 3;
        // Read `09:30pm` and `09:300` as one malformed time.
        _position = WordEnd(_position);
        return true;
    }

    private bool TrySkipExponent()
    {
        if (Current is not ('e' or 'E'))
            return false;
        var sign = At(_position + 1) is '+' or '-' ? 1 : 0;
        if (!char.IsAsciiDigit(At(_position + 1 + sign)))
            return false;
        _position += 1 + sign;
        SkipDigits();
        return true;
    }

    /// <summary>
    /// Letters after a whole number make a quantity such as <c>30s</c>, and an <c>m</c> after a fraction makes a Decimal: <c>5m</c> is five
    /// minutes, <c>5.0m</c> a Decimal. Anything else after a number is an error.
    /// </summary>
    private TokenKind CheckSuffix(TokenKind kind, int start, int suffix)
    {
        var text = _text.AsSpan(suffix, _position - suffix);
        if (kind == TokenKind.Int && !text.ContainsAnyExcept(Letters))
            return TokenKind.Quantity;
        var whole = _text[start.._position];
        var hasExponent = whole.AsSpan(0, suffix - start).ContainsAny('e', 'E');
        if (text is "m" && kind == TokenKind.Float && !hasExponent)
            return TokenKind.Decimal;
        var (label, help) = text switch
        {
            "M" when kind == TokenKind.Float => ("the letter of a Decimal is a small m", $"write `{whole[..^1]}m`"),
            "m" => ("a Decimal has no exponent", "write all of its digits, such as `1500.0m`"),
            ['_', ..] => ("numbers can't contain `_`", $"write `{whole.Replace("_", "", StringComparison.Ordinal)}`"),
            _ when Durations.Suggest(whole) is { } duration => ("durations are whole numbers", $"write `{duration}`"),
            _ => ("expected only digits", (string?)null),
        };
        Problem(SyntaxCodes.MalformedNumber, start, _position, $"`{whole}` is not a number", label, help);
        return kind;
    }

    private void ReportPointWithoutDigits(int start)
    {
        var whole = _text[start.._position];
        _position++;
        Problem(SyntaxCodes.MalformedNumber, start, _position, $"`{whole}.` is not a number", "digits must follow the point",
            Current == '.' ? $"write `List::range {whole} 10` for a range" : $"write `{whole}.0`");
    }

    private static readonly System.Buffers.SearchValues<char> Letters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
}
