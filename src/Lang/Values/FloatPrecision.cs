namespace DarkLang.Lang.Values;

/// <summary>
/// Whether a number from outside keeps its value as a Float. A fraction is rounded to the nearest Float, as in source. A whole number must
/// not lose a digit, because it may be an id or a sum.
/// </summary>
internal static class FloatPrecision
{
    /// <summary>From here on, not every whole number is a Float.</summary>
    private const double FirstGap = 1L << 53;

    /// <summary>No Float has more significant digits.</summary>
    private const int MostDigits = 767;

    public static bool Keeps(long number) => (Int128)(double)number == number;

    /// <param name="written">The number in the syntax of JSON.</param>
    /// <param name="number">The finite Float that it is read as.</param>
    public static bool Keeps(ReadOnlySpan<byte> written, double number)
    {
        if (Math.Abs(number) is > 0 and < FirstGap)
            return true;
        var digits = Significant(Encoding.ASCII.GetString(written));
        return digits.Length <= MostDigits
            && digits == Significant(number.ToString($"E{Math.Max(digits.Length - 1, 0)}", CultureInfo.InvariantCulture));
    }

    /// <summary>Returns the digits without those that only say where the point is.</summary>
    private static string Significant(string number)
    {
        var mantissa = number.Split('e', 'E')[0];
        return mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('-').TrimStart('0').TrimEnd('0');
    }
}
