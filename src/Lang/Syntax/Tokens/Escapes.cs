namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>The escape sequences of strings, interpolations and Chars.</summary>
internal static class Escapes
{
    public const string Known = "\\n \\t \\r \\\\ \\\" \\' \\u{1F600} \\u00e9 \\x41";

    /// <summary>
    /// Reads the escape whose backslash is at <paramref name="position"/> and moves past it. Returns null if the escape is unknown or is
    /// not a valid character; <paramref name="unknown"/> says which.
    /// </summary>
    public static string? Read(ReadOnlySpan<char> text, ref int position, bool braces, out bool unknown)
    {
        unknown = false;
        var letter = position + 1 < text.Length ? text[position + 1] : '\0';
        position = Math.Min(position + 2, text.Length);
        switch (letter)
        {
            case 'n':
                return "\n";
            case 't':
                return "\t";
            case 'r':
                return "\r";
            case '\\' or '"' or '\'':
                return letter.ToString();
            case '{' or '}' when braces:
                return letter.ToString();
            case 'x':
                return ReadHex(text, ref position, 2);
            case 'u' when position < text.Length && text[position] == '{':
                return ReadBraced(text, ref position);
            case 'u':
                return ReadUtf16(text, ref position);
            default:
                unknown = true;
                return null;
        }
    }

    private static string? ReadHex(ReadOnlySpan<char> text, ref int position, int digits)
    {
        var length = 0;
        while (length < digits && position + length < text.Length && char.IsAsciiHexDigit(text[position + length]))
            length++;
        var read = text.Slice(position, length);
        position += length;
        return length == digits ? ((char)int.Parse(read, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString() : null;
    }

    /// <summary>Reads four digits. Two such escapes may be the two surrogates of one character.</summary>
    private static string? ReadUtf16(ReadOnlySpan<char> text, ref int position)
    {
        if (ReadHex(text, ref position, 4) is not { } first || char.IsLowSurrogate(first[0]))
            return null;
        if (!char.IsHighSurrogate(first[0]))
            return first;
        if (!text[position..].StartsWith("\\u", StringComparison.Ordinal))
            return null;
        position += 2;
        return ReadHex(text, ref position, 4) is { } second && char.IsLowSurrogate(second[0]) ? first + second : null;
    }

    private static string? ReadBraced(ReadOnlySpan<char> text, ref int position)
    {
        position++;
        var start = position;
        while (position < text.Length && char.IsAsciiHexDigit(text[position]))
            position++;
        var digits = text[start..position];
        if (position >= text.Length || text[position] != '}')
            return null;
        position++;
        if (digits.Length is < 1 or > 6)
            return null;
        var code = int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return code is <= 0x10FFFF and not (>= 0xD800 and <= 0xDFFF) ? char.ConvertFromUtf32(code) : null;
    }
}
