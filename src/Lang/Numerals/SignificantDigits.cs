namespace DarkLang.Lang.Numerals;

internal static class SignificantDigits
{
    /// <summary>Returns the digits of a number without those that only say where the point is.</summary>
    public static string Of(string number)
    {
        var mantissa = number.Split('e', 'E')[0];
        return mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('+', '-').TrimStart('0').TrimEnd('0');
    }
}
