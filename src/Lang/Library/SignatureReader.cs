using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>
/// Reads signatures as the modules write them: <c>list: List&lt;a&gt;, fn: Int, a -> b</c>. A comma continues the function type unless
/// a name and a colon follow it. A function without parameters is <c>fn: -> a</c>. The types <c>WorkerName</c> and <c>CronName</c> are
/// Strings that name a handler; those of <see cref="TextFormat"/> are Strings too. <c>key: secret Bytes</c> is a parameter that no trace
/// may show.
/// </summary>
internal ref struct SignatureReader(string text)
{
    private readonly string _text = text;
    private int _position;

    public static LibraryParameter[] Parameters(string text)
    {
        var reader = new SignatureReader(text);
        var parameters = new List<LibraryParameter>();
        while (!reader.AtEnd)
            parameters.Add(reader.Parameter());
        return [.. parameters];
    }

    public static LibraryType Type(string text)
    {
        var reader = new SignatureReader(text);
        var type = reader.Type();
        return reader.AtEnd ? type : throw reader.Malformed();
    }

    private bool AtEnd => Peek() == '\0';

    private LibraryParameter Parameter()
    {
        var name = Word();
        Expect(':');
        var isSecret = TakeWord("secret");
        List<LibraryType> types = Peek() == '-' ? [] : [Type()];
        while (Take(',') && !IsParameterNext())
            types.Add(Type());
        if (TakeArrow())
        {
            types.Add(Type());
            Take(',');
            return new LibraryParameter(name, new LibraryType("Function", ValueKind.Function, types));
        }
        return types.Count == 1 ? new LibraryParameter(name, types[0], isSecret) : throw Malformed();
    }

    private LibraryType Type()
    {
        if (Peek() == '(')
            return new LibraryType("Tuple", ValueKind.Tuple, TypesBetween('(', ')'));
        var name = Word();
        if (name is "WorkerName" or "CronName")
            return new LibraryType("String", ValueKind.String, [], Enum.Parse<NamedHandler>(name[..^"Name".Length]));
        if (Enum.TryParse<TextFormat>(name, out var format))
            return new LibraryType("String", ValueKind.String, [], Format: format);
        var arguments = Peek() == '<' ? TypesBetween('<', '>') : [];
        return new LibraryType(name, char.IsLower(name[0]) ? null : Enum.Parse<ValueKind>(name), arguments);
    }

    private List<LibraryType> TypesBetween(char open, char close)
    {
        Expect(open);
        var types = new List<LibraryType>();
        do
            types.Add(Type());
        while (Take(','));
        Expect(close);
        return types;
    }

    private bool IsParameterNext()
    {
        var before = _position;
        Word();
        var isParameter = Peek() == ':';
        _position = before;
        return isParameter;
    }

    private string Word()
    {
        Peek();
        var start = _position;
        while (_position < _text.Length && char.IsAsciiLetterOrDigit(_text[_position]))
            _position++;
        return _position > start ? _text[start.._position] : throw Malformed();
    }

    private bool TakeWord(string word)
    {
        var before = _position;
        if (Peek() != '\0' && char.IsAsciiLetter(Peek()) && Word() == word)
            return true;
        _position = before;
        return false;
    }

    private char Peek()
    {
        while (_position < _text.Length && _text[_position] == ' ')
            _position++;
        return _position < _text.Length ? _text[_position] : '\0';
    }

    private bool Take(char expected)
    {
        if (Peek() != expected)
            return false;
        _position++;
        return true;
    }

    private bool TakeArrow()
    {
        if (!Take('-'))
            return false;
        Expect('>');
        return true;
    }

    private void Expect(char expected)
    {
        if (!Take(expected))
            throw Malformed();
    }

    private readonly UnreachableException Malformed() => new($"the signature `{_text}` is malformed at {_position}");
}
