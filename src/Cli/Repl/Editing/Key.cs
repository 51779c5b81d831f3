namespace DarkLang.Cli.Repl.Editing;

/// <summary>What was pressed, whatever bytes the terminal sends for it.</summary>
internal enum KeyCode
{
    /// <summary>Characters; with <see cref="Key.Control"/> or <see cref="Key.Alt"/> the letter pressed with it.</summary>
    Text,
    Paste,
    Enter,
    Tab,
    Escape,
    Backspace,
    Delete,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    Unknown,

    /// <summary>The terminal is gone.</summary>
    Closed,
}

internal readonly record struct Key(KeyCode Code, string Text = "", bool Control = false, bool Alt = false)
{
    public static Key Of(string text) => new(KeyCode.Text, text);

    public static Key Ctrl(char letter) => new(KeyCode.Text, letter.ToString(), Control: true);

    public static Key Meta(char letter) => new(KeyCode.Text, letter.ToString(), Alt: true);
}
