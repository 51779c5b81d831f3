using DarkLang.Lang.Library.Modules;

namespace DarkLang.Lang.Library;

/// <summary>Builds the part of a URL that names something. Removes letters outside ASCII, and keeps hyphens at the ends.</summary>
internal static class Slugs
{
    public static string Of(string text)
    {
        var kept = CharFunctions.Lower(text).Where(unit => char.IsAsciiLetterLower(unit) || char.IsAsciiDigit(unit) || IsGap(unit));
        var slug = new StringBuilder(text.Length);
        var isInGap = false;
        foreach (var unit in string.Concat(kept).Trim())
        {
            if (!IsGap(unit))
                slug.Append(unit);
            else if (!isInGap)
                slug.Append('-');
            isInGap = IsGap(unit);
        }
        return slug.ToString();
    }

    private static bool IsGap(char unit) => unit is '_' or '-' || (char.IsWhiteSpace(unit) && unit != '\v');
}
