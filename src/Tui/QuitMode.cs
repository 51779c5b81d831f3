namespace DarkLang.Tui;

/// <summary>How a canvas stops whose screens were quit.</summary>
public enum QuitMode
{
    /// <summary>Attempts that run may finish.</summary>
    Drain,

    /// <summary>Attempts that run are given up; their messages are on their queues at the next start.</summary>
    Now,
}
