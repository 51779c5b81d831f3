using DarkLang.Lang.Numerals;

namespace DarkLang.Lang.Library;

/// <summary>Parses numbers. Only ASCII digits are accepted, with white space around the number but nothing else.</summary>
internal static class Numbers
{
    private const string WhiteSpace = "\t\n\v\f\r ";

    public static bool TryInt(string text, out long value)
    {
        var digits = text.AsSpan().Trim(WhiteSpace);
        value = 0;
        return IsSigned(digits, out var magnitude)
            && !magnitude.ContainsAnyExceptInRange('0', '9')
            && long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    public static bool TryFloat(string text, out double value)
    {
        var number = text.AsSpan().Trim(WhiteSpace);
        value = 0;
        if (!IsSigned(number, out var magnitude))
            return false;
        // The parser of .NET accepts trailing NUL characters.
        if (char.IsAsciiDigit(magnitude[0]) || magnitude[0] == '.')
            return !magnitude.Contains((char)0) && TryFinite(number, out value);
        value = magnitude.Equals("nan", StringComparison.OrdinalIgnoreCase) ? double.NaN : double.PositiveInfinity;
        if (!double.IsNaN(value) && !magnitude.Equals("infinity", StringComparison.OrdinalIgnoreCase))
            return false;
        value = number[0] == '-' ? -value : value;
        return true;
    }

    /// <param name="isNumber">Whether the text is a number, perhaps with more digits than fit.</param>
    public static bool TryDecimal(string text, out decimal value, out bool isNumber)
    {
        var number = text.AsSpan().Trim(WhiteSpace);
        value = 0;
        isNumber = IsSigned(number, out var magnitude)
            && (char.IsAsciiDigit(magnitude[0]) || magnitude[0] == '.')
            && !magnitude.Contains((char)0)
            && TryFinite(number, out _);
        return isNumber && DecimalText.TryRead(number, out value);
    }

    private static bool TryFinite(ReadOnlySpan<char> number, out double value) =>
        double.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out value);

    private static bool IsSigned(ReadOnlySpan<char> text, out ReadOnlySpan<char> magnitude)
    {
        magnitude = text.Length > 0 && text[0] is ('+' or '-') ? text[1..] : text;
        return magnitude.Length > 0;
    }
}
