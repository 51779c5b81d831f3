namespace DarkLang.Lang.Diagnostics;

internal enum Style
{
    Error,
    Warning,
    Title,
    Gutter,
    Related,
    Help,
}

/// <summary>Colours for a terminal, or none.</summary>
internal sealed class Paint(bool color)
{
    public string In(Style style, string text) => color && text.Length > 0 ? $"\e[{CodeOf(style)}m{text}\e[0m" : text;

    private static string CodeOf(Style style) => style switch
    {
        Style.Error => "1;31",
        Style.Warning => "1;33",
        Style.Title => "1",
        Style.Gutter => "34",
        Style.Related => "36",
        Style.Help => "32",
        _ => throw new UnreachableException(),
    };
}
