namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>Names, keywords, and the parts of an item's header that have their own rules.</summary>
internal sealed partial class Tokenizer
{
    private static readonly SearchValues<char> WordCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private bool _items;
    private HeaderPart _header;

    /// <summary>The number of open brackets in the item.</summary>
    private int _depth;

    /// <summary>What the tokenizer expects next in the header of an item.</summary>
    private enum HeaderPart
    {
        None,
        Name,
        Method,
        Path,
    }

    private void ReadWord()
    {
        var start = _position;
        var end = WordEnd(start);
        var word = _text.AsSpan(start, end - start);
        _position = end;

        if (_items && start == _lineStart && BeginsItem(word, end))
        {
            _problemsInItem = 0;
            _foreign.Clear();
            _depth = 0;
            _stringIsOpen = false;
            Add(TokenKind.ItemKeyword, start, end);
            _header = HeaderAfter(word);
            return;
        }

        if (char.IsUpper(word[0]))
            ReadUpperWord(start, end, word);
        else
            ReadLowerWord(start, end, word);
    }

    private void ReadUpperWord(int start, int end, ReadOnlySpan<char> word)
    {
        var joined = At(end) == ':' && At(end + 1) == ':' && (char.IsLetter(At(end + 2)) || At(end + 2) == '_');
        if (joined && !IsConstructor(word))
        {
            _position = WordEnd(end + 2);
            if (Current == '?')
                _position++;
            Add(TokenKind.FunctionName, start, _position);
            return;
        }

        Add(IsFieldLabel(end) ? TokenKind.UpperName : KindOf(word), start, end);
    }

    private void ReadLowerWord(int start, int end, ReadOnlySpan<char> word)
    {
        var afterDot = start > 0 && _text[start - 1] == '.';
        var kind = afterDot || IsFieldLabel(end) ? TokenKind.Name : KindOf(word);
        if (word is "_")
            kind = TokenKind.Underscore;
        else if (word is "___")
            kind = TokenKind.Hole;
        else if (kind == TokenKind.Name && !afterDot && Current == '?')
            _position++;
        Add(kind, start, _position);
    }

    /// <summary>Whether a word is followed by a <c>:</c>: it then names a field or parameter, even if it is a keyword elsewhere.</summary>
    private bool IsFieldLabel(int end)
    {
        while (At(end) == ' ')
            end++;
        return At(end) == ':' && At(end + 1) != ':';
    }

    private int WordEnd(int start)
    {
        var position = start;
        while (true)
        {
            var rest = _text.AsSpan(position).IndexOfAnyExcept(WordCharacters);
            if (rest < 0)
                return _text.Length;
            position += rest;
            var c = _text[position];
            if (c < 128 || !IsLetterDigitOrMark(c))
                return position;
            position++;
        }
    }

    /// <summary>Whether a word starts an item. Inside brackets, a field may be named <c>type</c> or <c>test</c>.</summary>
    private bool BeginsItem(ReadOnlySpan<char> word, int end) => ItemKeywords.Find(word) is not null && (_depth == 0 || !IsFieldLabel(end));

    private static HeaderPart HeaderAfter(ReadOnlySpan<char> keyword) => ItemKeywords.Find(keyword) switch
    {
        ItemKeywords.Worker or ItemKeywords.Cron or ItemKeywords.Alert => HeaderPart.Name,
        ItemKeywords.Http => HeaderPart.Method,
        _ => HeaderPart.None,
    };

    private bool TryReadHeaderPart()
    {
        var part = _header;
        _header = part == HeaderPart.Method ? HeaderPart.Path : HeaderPart.None;
        var start = _position;
        switch (part)
        {
            case HeaderPart.Name when IsHandlerNameCharacter(Current):
                while (IsHandlerNameCharacter(Current))
                    _position++;
                Add(TokenKind.HandlerName, start, _position);
                return true;
            case HeaderPart.Path or HeaderPart.Method when Current == '/':
                _header = HeaderPart.None;
                while (!AtEnd && !char.IsWhiteSpace(Current))
                    _position++;
                Add(TokenKind.Path, start, _position);
                return true;
            default:
                return false;
        }
    }

    private static bool IsHandlerNameCharacter(char c) => IsLetterDigitOrMark(c) || c is '-' or '_' or '.';

    // Some programs write a letter and its accent as two characters.
    private static bool IsLetterDigitOrMark(char c) =>
        char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;

    private static bool IsConstructor(ReadOnlySpan<char> word) => word is "Nothing" or "Just" or "Ok" or "Error";

    /// <summary>Returns the kind of a word. Keywords may be in capitals, but not <c>true</c>, <c>false</c> and <c>null</c>.</summary>
    private static TokenKind KindOf(ReadOnlySpan<char> word) => word switch
    {
        "let" or "LET" => TokenKind.Let,
        "in" or "IN" => TokenKind.In,
        "if" or "IF" => TokenKind.If,
        "then" or "THEN" => TokenKind.Then,
        "else" or "ELSE" => TokenKind.Else,
        "match" or "MATCH" => TokenKind.Match,
        "with" or "WITH" => TokenKind.With,
        "when" or "WHEN" => TokenKind.When,
        "fun" or "FUN" => TokenKind.Fun,
        "true" => TokenKind.True,
        "false" => TokenKind.False,
        "null" => TokenKind.Null,
        _ => char.IsUpper(word[0]) ? TokenKind.UpperName : TokenKind.Name,
    };
}
