namespace DarkLang.Runtime.Storage.Records;

/// <summary>Returns the same string for the same bytes: names of workers and locations of emits repeat a million times.</summary>
internal sealed class StringPool
{
    private const int MaxPooled = 10_000;
    private const int MaxLength = 100;

    private readonly Dictionary<string, string> _pooled = [];
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public StringPool() => _lookup = _pooled.GetAlternateLookup<ReadOnlySpan<char>>();

    public string Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxLength)
            return Encoding.UTF8.GetString(utf8);
        Span<char> chars = stackalloc char[MaxLength];
        var text = chars[..Encoding.UTF8.GetChars(utf8, chars)];
        if (_lookup.TryGetValue(text, out var known))
            return known;
        var made = text.ToString();
        if (_pooled.Count < MaxPooled)
            _pooled.Add(made, made);
        return made;
    }
}
