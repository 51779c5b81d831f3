namespace DarkLang.Tui;

/// <summary>How a canvas stops when its screens are quit.</summary>
public enum QuitMode
{
    /// <summary>Running attempts may finish.</summary>
    Drain,

    /// <summary>Running attempts are abandoned; their messages are ready again at the next start.</summary>
    Now,
}
