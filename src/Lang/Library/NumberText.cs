using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>Formats numbers, and rounds Floats as they are written.</summary>
internal static class NumberText
{
    private const int MaxFraction = 15;
    private const int MaxDigits = 1000;
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    public static string Of(long number, long @base, long digits)
    {
        if (@base is < 2 or > 36)
            throw LibraryError.Invalid($"`Int::toText` takes 2 to 36 as `base`, but got {@base}");
        if (digits is < 0 or > MaxDigits)
            throw LibraryError.Invalid($"`Int::toText` takes 0 to {MaxDigits} as `digits`, but got {digits}");
        Span<char> text = stackalloc char[64];
        var (start, rest) = (text.Length, UInt128.CreateTruncating(Int128.Abs(number)));
        do
        {
            text[--start] = Digits[(int)(rest % (UInt128)@base)];
            rest /= (UInt128)@base;
        }
        while (rest > 0);
        return (number < 0 ? "-" : "") + text[start..].ToString().PadLeft((int)digits, '0');
    }

    public static double Round(string function, double number, long digits)
    {
        RequireFraction(function, digits);
        // The last digit of a larger number is before the point.
        return !double.IsFinite(number) || Math.Abs(number) >= 1L << 53
            ? number
            : double.CopySign((double)RoundWritten(number, (int)digits), number);
    }

    public static string Of(double number, long digits, Value separator)
    {
        RequireFraction("Float::toText", digits);
        var format = Grouped("Float::toText", separator);
        if (!double.IsFinite(number))
            return ValueDisplay.Float(number);
        var pattern = string.Create(CultureInfo.InvariantCulture, $"N{digits}");
        return Math.Abs(number) >= 1L << 53
            ? number.ToString(pattern, format)
            : RoundWritten(number, (int)digits).ToString(pattern, format);
    }

    public static string Of(decimal number, long digits, Value separator)
    {
        var rounded = DecimalRounding.Round("Decimal::toText", number, digits, "HalfEven");
        return rounded.ToString(string.Create(CultureInfo.InvariantCulture, $"N{digits}"), Grouped("Decimal::toText", separator));
    }

    private static NumberFormatInfo Grouped(string function, Value separator) =>
        separator.AsString is "" || new Clusters(separator.AsString).Count == 1
            ? new NumberFormatInfo { NumberGroupSeparator = separator.AsString, NegativeSign = "-" }
            : throw LibraryError.Invalid(
                $"`{function}` takes one character or an empty text as `separator`, but got {LibraryError.Describe(separator)}");

    /// <summary>Rounds the shortest decimal that reads back as the number: 2.675 is a half, though its double is a little less.</summary>
    private static decimal RoundWritten(double number, int digits) =>
        Math.Round(
            decimal.Parse(number.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture),
            digits,
            MidpointRounding.ToEven);

    private static void RequireFraction(string function, long digits)
    {
        if (digits is < 0 or > MaxFraction)
            throw LibraryError.Invalid($"`{function}` takes 0 to {MaxFraction} as `digits`, but got {digits}");
    }
}
