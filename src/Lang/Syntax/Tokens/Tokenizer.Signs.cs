using DarkLang.Lang.Syntax.Parsing;

namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>Operators, brackets, and unexpected characters.</summary>
internal sealed partial class Tokenizer
{
    private void ReadSign()
    {
        if (TryReadForeignSign())
            return;
        var start = _position;
        var (kind, length) = SignAt(Current, At(_position + 1));
        if (length == 0)
        {
            ReadUnexpected();
            return;
        }

        _position += length;
        if (kind == TokenKind.LeftBrace)
            EnterBrace();
        else if (kind == TokenKind.RightBrace && TryCloseHole(start))
            return;
        Add(kind, start, _position);
    }

    private static (TokenKind Kind, int Length) SignAt(char first, char second) => (first, second) switch
    {
        ('|', '>') => (TokenKind.Pipe, 2),
        ('|', '|') => (TokenKind.OrOr, 2),
        ('-', '>') => (TokenKind.Arrow, 2),
        (':', ':') => (TokenKind.Cons, 2),
        ('+', '+') => (TokenKind.PlusPlus, 2),
        ('<', '=') => (TokenKind.LessOrEqual, 2),
        ('>', '=') => (TokenKind.GreaterOrEqual, 2),
        ('=', '=') => (TokenKind.EqualEqual, 2),
        ('!', '=') => (TokenKind.NotEqual, 2),
        ('&', '&') => (TokenKind.AndAnd, 2),
        ('=', '>') => (TokenKind.Arrow, 0),
        ('(', _) => (TokenKind.LeftParen, 1),
        (')', _) => (TokenKind.RightParen, 1),
        ('[', _) => (TokenKind.LeftBracket, 1),
        (']', _) => (TokenKind.RightBracket, 1),
        ('{', _) => (TokenKind.LeftBrace, 1),
        ('}', _) => (TokenKind.RightBrace, 1),
        (',', _) => (TokenKind.Comma, 1),
        (';', _) => (TokenKind.Semicolon, 1),
        (':', _) => (TokenKind.Colon, 1),
        ('.', _) => (TokenKind.Dot, 1),
        ('=', _) => (TokenKind.Equals, 1),
        ('|', _) => (TokenKind.Bar, 1),
        ('\\', _) => (TokenKind.Backslash, 1),
        ('+', _) => (TokenKind.Plus, 1),
        ('-', _) => (TokenKind.Minus, 1),
        ('*', _) => (TokenKind.Star, 1),
        ('/', _) => (TokenKind.Slash, 1),
        ('%', _) => (TokenKind.Percent, 1),
        ('^', _) => (TokenKind.Caret, 1),
        ('<', _) => (TokenKind.Less, 1),
        ('>', _) => (TokenKind.Greater, 1),
        _ => (TokenKind.End, 0),
    };

    private void ReadUnexpected()
    {
        var start = _position;
        if (Current == '=' && At(_position + 1) == '>')
        {
            ReadFatArrow();
            return;
        }
        if (Current == '!')
        {
            ReadNot();
            return;
        }

        if (TryReadCurlyString(start) || TryReadForeignString())
            return;

        // A rune keeps a surrogate pair together; a lone surrogate is reported as it is.
        var length = Rune.TryGetRuneAt(_text, start, out var rune) ? rune.Utf16SequenceLength : 1;
        _position += length;
        var (message, help) = TypeWithMark(start) is { } type
            ? ($"`{type}?` is not a type", $"write `Option<{type}>`")
            : Explain(_text[start]);
        if (!problems.AnyWithin(start, start))
            Problem(SyntaxCodes.UnexpectedCharacter, start, _position, message ?? $"unexpected character {Show(start, length)}",
                "not allowed here", help);
        if (_text[start] == '&')
            Add(TokenKind.AndAnd, start, _position);
    }

    /// <summary>Returns the type before a <c>?</c>, as other languages write one that may be missing.</summary>
    private string? TypeWithMark(int start)
    {
        if (_text[start] != '?' || start == 0 || !char.IsLetterOrDigit(_text[start - 1]))
            return null;
        var word = WordBefore(start);
        return char.IsUpper(word[0]) && !word.Contains("::", StringComparison.Ordinal) ? word : null;
    }

    /// <summary>Reads text in curly quotes, as word processors write them, as a string with one error.</summary>
    private bool TryReadCurlyString(int start)
    {
        if (_text[start] is not ('\u201C' or '\u201E'))
            return false;
        var close = _text.AsSpan(start + 1, LineEnd(start) - start - 1).IndexOfAny('\u201C', '\u201D');
        if (close < 0)
            return false;
        _position = start + close + 2;
        Problem(SyntaxCodes.UnexpectedCharacter, start, _position, "curly quotes", "expected straight quotes",
            $"write `\"{Unexpected.Shorten(_text[(start + 1)..(start + close + 1)])}\"`");
        Add(TokenKind.String, start, _position);
        return true;
    }

    private static (string? Message, string? Help) Explain(char character) => character switch
    {
        '&' => ("a single `&`", "write `&&`"),
        '?' => ("a `?` that does not directly follow the name of a function",
            "to choose a value, write `if condition then value else other`; to unwrap a result, write `f? x`"),
        '$' => ("a single `$`", "write an interpolated string as `$\"{name}\"`"),
        '\u201C' or '\u201D' or '\u201E' => ("a curly quote", "write strings in straight quotes: \"…\""),
        '\u2018' or '\u2019' => ("a curly apostrophe", "write a Char in straight apostrophes: 'x'"),
        '\u2013' or '\u2014' => ("a dash instead of a minus", "write `-`"),
        '\u2192' => ("`→` is not an arrow here", "write `->`"),
        _ => (null, null),
    };

    private string Show(int start, int length)
    {
        var text = _text.AsSpan(start, length);
        var visible = !char.IsControl(text[0]) && !char.IsWhiteSpace(text[0]) && !(length == 1 && char.IsSurrogate(text[0]))
            && char.GetUnicodeCategory(text[0]) is not (UnicodeCategory.Format or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned);
        var code = length == 2 ? char.ConvertToUtf32(text[0], text[1]) : text[0];
        return visible ? $"`{text}`" : string.Create(CultureInfo.InvariantCulture, $"U+{code:X4}");
    }
}
