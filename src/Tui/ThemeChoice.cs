namespace DarkLang.Tui;

/// <summary>The colours of the screens.</summary>
public enum ThemeChoice
{
    /// <summary>Colours for a dark background.</summary>
    Dark,

    /// <summary>Colours for a light background.</summary>
    Light,

    /// <summary>No colours.</summary>
    Mono,

    /// <summary>No colours, and ASCII characters only.</summary>
    Ascii,
}
