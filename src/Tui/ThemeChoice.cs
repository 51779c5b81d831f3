namespace DarkLang.Tui;

/// <summary>The themes.</summary>
public enum ThemeChoice
{
    /// <summary>Colours that are read well on a dark background.</summary>
    Dark,

    Light,

    /// <summary>No colours.</summary>
    Mono,

    /// <summary>No colours, and no letters that an old terminal lacks.</summary>
    Ascii,
}
