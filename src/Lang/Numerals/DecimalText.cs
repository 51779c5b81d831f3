namespace DarkLang.Lang.Numerals;

/// <summary>Reads Decimals. A number with more digits than fit is refused, never rounded.</summary>
internal static class DecimalText
{
    /// <summary>What fits, for messages.</summary>
    public const string Limits = "28 digits fit, and no more than 28 after the point";

    /// <summary>This many digits always fit, whatever they are and wherever the point is.</summary>
    private const int SafeDigits = 28;

    /// <summary>Returns whether a number fits. Zeros at its end are kept as far as they fit.</summary>
    /// <param name="written">Digits, perhaps with a sign, a point and an exponent.</param>
    public static bool TryRead(ReadOnlySpan<char> written, out decimal number) =>
        decimal.TryParse(
            written, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out number)
        && (written.Length <= SafeDigits && !written.ContainsAny('e', 'E') || Keeps(written, number));

    /// <summary>Returns the Decimal with the digits that the Float is written with: 0.1 is 0.1, not the double next to it.</summary>
    public static bool TryConvert(double number, out decimal converted) =>
        decimal.TryParse(
            number.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out converted);

    private static bool Keeps(ReadOnlySpan<char> written, decimal number) =>
        SignificantDigits.Of(written.ToString()) == SignificantDigits.Of(number.ToString(CultureInfo.InvariantCulture));
}
