namespace DarkLang.Display.Editing;

/// <summary>What was pressed, whatever a terminal sends for it.</summary>
public enum KeyCode
{
    /// <summary>Characters; with <see cref="KeyPress.Control"/> or <see cref="KeyPress.Alt"/> the letter pressed with it.</summary>
    Text,
    Paste,
    Enter, Tab, Escape, Backspace, Delete,
    Left, Right, Up, Down, Home, End,
    Unknown,

    /// <summary>The terminal is gone.</summary>
    Closed,
}

public readonly record struct KeyPress(KeyCode Code, string Text = "", bool Control = false, bool Alt = false)
{
    public static KeyPress Of(string text) => new(KeyCode.Text, text);

    public static KeyPress Ctrl(char letter) => new(KeyCode.Text, letter.ToString(), Control: true);

    public static KeyPress Meta(char letter) => new(KeyCode.Text, letter.ToString(), Alt: true);
}
