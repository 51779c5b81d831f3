using DarkLang.Lang.Library.Modules;

namespace DarkLang.Lang.Library;

/// <summary>Builds the part of a URL that names something. Removes letters outside ASCII, and keeps hyphens at the ends.</summary>
internal static class Slugs
{
    public static string Of(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var unit in CharFunctions.Lower(text))
        {
            if (char.IsAsciiLetterLower(unit) || char.IsAsciiDigit(unit) || IsGap(unit))
                kept.Append(unit);
        }
        var slug = new StringBuilder(kept.Length);
        var isInGap = false;
        foreach (var unit in kept.ToString().AsSpan().Trim())
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
