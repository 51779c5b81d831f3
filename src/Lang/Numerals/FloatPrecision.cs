namespace DarkLang.Lang.Numerals;

/// <summary>Whether a number keeps its value as a Float.</summary>
internal static class FloatPrecision
{
    /// <summary>From here on, not every whole number is a Float.</summary>
    private const double FirstGap = 1L << 53;

    /// <summary>No Float has more significant digits.</summary>
    private const int MostDigits = 767;

    public static bool Keeps(long number) => (Int128)(double)number == number;

    /// <summary>
    /// Whether a number from outside may become a Float: a fraction is rounded to the nearest one, but a whole number must not lose a
    /// digit, because it may be an id or a sum.
    /// </summary>
    /// <param name="written">The number in the syntax of JSON.</param>
    /// <param name="number">The finite Float that it is read as.</param>
    public static bool KeepsWhole(ReadOnlySpan<byte> written, double number)
    {
        if (Math.Abs(number) is > 0 and < FirstGap)
            return true;
        return IsExact(SignificantDigits.Of(Encoding.ASCII.GetString(written)), number);
    }

    /// <summary>Whether a literal shows the value it has: as the Float is written, or all of its digits.</summary>
    /// <param name="number">The finite Float that it is read as.</param>
    public static bool KeepsDigits(string written, double number)
    {
        var digits = SignificantDigits.Of(written);
        return digits == SignificantDigits.Of(number.ToString("R", CultureInfo.InvariantCulture)) || IsExact(digits, number);
    }

    private static bool IsExact(string digits, double number) =>
        digits.Length <= MostDigits
        && digits == SignificantDigits.Of(number.ToString($"E{Math.Max(digits.Length - 1, 0)}", CultureInfo.InvariantCulture));
}
