namespace DarkLang.Cli.Repl.Editing;

/// <summary>A terminal whose keys arrive one by one while a line is edited.</summary>
internal interface ITerminal
{
    /// <summary>The next byte; null when the terminal is gone, or when none came within the patience.</summary>
    byte? Read(TimeSpan? patience);

    /// <summary>Whether more was typed than was read.</summary>
    bool HasInput { get; }

    int Columns { get; }

    int Rows { get; }

    void Write(string text);

    /// <summary>Takes the keys as they come, until what it gives is disposed.</summary>
    IDisposable Raw();
}
