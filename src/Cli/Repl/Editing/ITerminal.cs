namespace DarkLang.Cli.Repl.Editing;

/// <summary>A terminal that delivers single keys while a line is edited.</summary>
internal interface ITerminal
{
    /// <summary>Reads the next byte; returns null if the terminal is gone, or if nothing arrives within the timeout.</summary>
    byte? Read(TimeSpan? timeout);

    /// <summary>Whether more input waits.</summary>
    bool HasInput { get; }

    int Columns { get; }

    int Rows { get; }

    void Write(string text);

    /// <summary>Switches the terminal to raw mode until the result is disposed.</summary>
    IDisposable Raw();
}
