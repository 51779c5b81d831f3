using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Values;

/// <summary>Shows values in traces and results like Dark source: on one line if it is short, indented otherwise.</summary>
public static class ValueDisplay
{
    /// <summary>Shows a value.</summary>
    /// <param name="width">The length up to which a line is not broken.</param>
    /// <param name="maxLength">The approximate limit of the text. It says how many entries or characters are left out.</param>
    public static string Show(Value value, int width = 100, int maxLength = int.MaxValue)
    {
        var line = new DisplayWriter(Math.Min(width, maxLength), stopWhenFull: true);
        if (line.TryWriteLine(value))
            return line.ToString();
        var writer = new DisplayWriter(maxLength, stopWhenFull: false);
        writer.WriteBlock(value, width);
        return writer.ToString();
    }

    /// <summary>Shows a whole value on one line.</summary>
    /// <exception cref="RuntimeErrorException">The text would be longer than <paramref name="maxLength"/>.</exception>
    public static string Line(Value value, int maxLength)
    {
        var line = new DisplayWriter(maxLength, stopWhenFull: true);
        return line.TryWriteLine(value) ? line.ToString() : throw new RuntimeErrorException(
            RuntimeErrorCodes.TooLarge, $"the string is longer than {maxLength} characters", "convert only a part of the value");
    }

    /// <summary>Shows a value on one line, shortened to about <paramref name="maxLength"/> characters, for messages.</summary>
    public static string Short(Value value, int maxLength = 60)
    {
        var writer = new DisplayWriter(maxLength, stopWhenFull: false);
        writer.TryWriteLine(value);
        return writer.ToString();
    }

    /// <summary>Returns the shortest text that parses to the same Float.</summary>
    internal static string Float(double value)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        return Float(value, stackalloc char[MaxFloatLength]).ToString();
    }

    /// <summary>Writes a finite Float to a buffer of at least <see cref="MaxFloatLength"/> characters.</summary>
    internal static ReadOnlySpan<char> Float(double value, Span<char> buffer)
    {
        value.TryFormat(buffer, out var length, "R", CultureInfo.InvariantCulture);
        if (buffer[..length].IndexOf('E') is >= 0 and var exponent)
            buffer[exponent] = 'e';
        else if (!buffer[..length].Contains('.'))
            ".0".CopyTo(buffer[length..(length += 2)]);
        return buffer[..length];
    }

    /// <summary>17 digits, a sign, a point, an exponent of five characters, and some reserve.</summary>
    internal const int MaxFloatLength = 40;

    /// <summary>Returns a Decimal as its literal, which always has a point: <c>5m</c> is five minutes.</summary>
    internal static string Decimal(decimal number) =>
        string.Create(CultureInfo.InvariantCulture, $"{number}{(number.Scale == 0 ? ".0" : "")}m");

    /// <summary>Returns a date as RFC 3339 in UTC, with the fraction of a second if it is not zero.</summary>
    internal static string Date(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>Returns a key as in source: quoted only if necessary.</summary>
    internal static string Key(string key) => IsPlainKey(key) ? key : new DisplayWriter(int.MaxValue, stopWhenFull: false).Quote(key);

    internal static bool IsPlainKey(string key) =>
        key.Length > 0 && (char.IsAsciiLetter(key[0]) || key[0] == '_') && !key.AsSpan().ContainsAnyExcept(KeyCharacters);

    private static readonly SearchValues<char> KeyCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
}
