using System.Buffers;
using System.Globalization;

namespace DarkLang.Lang.Values;

/// <summary>
/// Values as people read them in traces and results: written like Dark source, on one line when that is short, indented when not.
/// </summary>
public static class ValueDisplay
{
    /// <param name="width">The longest line that is not broken up.</param>
    /// <param name="maxLength">About how long the text may become; what is left out is counted in it.</param>
    public static string Show(Value value, int width = 100, int maxLength = int.MaxValue)
    {
        var line = new DisplayWriter(Math.Min(width, maxLength), stopWhenFull: true);
        if (line.TryWriteLine(value))
            return line.ToString();
        var writer = new DisplayWriter(maxLength, stopWhenFull: false);
        writer.WriteBlock(value, width);
        return writer.ToString();
    }

    /// <summary>On one line, shortened to about <paramref name="maxLength"/> characters: for messages.</summary>
    public static string Short(Value value, int maxLength = 60)
    {
        var writer = new DisplayWriter(maxLength, stopWhenFull: false);
        writer.TryWriteLine(value);
        return writer.ToString();
    }

    /// <summary>The shortest text that reads back as the same Float.</summary>
    internal static string Float(double value)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        return Float(value, stackalloc char[LongestFloat]).ToString();
    }

    /// <summary>The same for a finite Float, written into a buffer of at least <see cref="LongestFloat"/>.</summary>
    internal static ReadOnlySpan<char> Float(double value, Span<char> buffer)
    {
        value.TryFormat(buffer, out var length, "R", CultureInfo.InvariantCulture);
        if (buffer[..length].IndexOf('E') is >= 0 and var exponent)
            buffer[exponent] = 'e';
        else if (!buffer[..length].Contains('.'))
            ".0".CopyTo(buffer[length..(length += 2)]);
        return buffer[..length];
    }

    /// <summary>17 digits, a sign, a point, five of the exponent, and some to spare.</summary>
    internal const int LongestFloat = 40;

    /// <summary>ISO 8601 with <c>Z</c>, with the fraction of a second where there is one.</summary>
    internal static string Date(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>A key as source writes it: quoted only where it must be.</summary>
    internal static string Key(string key) => IsPlainKey(key) ? key : new DisplayWriter(int.MaxValue, stopWhenFull: false).Quote(key);

    internal static bool IsPlainKey(string key) =>
        key.Length > 0 && (char.IsAsciiLetter(key[0]) || key[0] == '_') && !key.AsSpan().ContainsAnyExcept(KeyCharacters);

    private static readonly SearchValues<char> KeyCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
}
