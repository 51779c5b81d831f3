namespace DarkLang.Cli;

/// <summary>The surroundings of a command: its streams, its folder, its environment and the time.</summary>
internal sealed record Shell
{
    public required TextReader In { get; init; }

    private const int LongestNote = 2000;

    /// <summary>The bytes of <see cref="In"/>, with invalid UTF-8 as it is. A command reads one or the other, never both.</summary>
    public Stream InBytes { get; init; } = Stream.Null;

    /// <summary>Data only.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Messages, progress and prompts.</summary>
    public required TextWriter Error { get; init; }

    public required bool InIsTerminal { get; init; }

    public required bool OutIsTerminal { get; init; }

    public required bool ErrorIsTerminal { get; init; }

    /// <summary>The columns of the terminal; unlimited if the output is not a terminal. Asking writes to the terminal.</summary>
    public required Func<int> Width { get; init; }

    public required string Folder { get; init; }

    public required Func<string, string?> Environment { get; init; }

    public required TimeProvider Time { get; init; }

    public bool ColoursOut => OutIsTerminal && AllowsColour;

    public bool ColoursError => ErrorIsTerminal && AllowsColour;

    private bool AllowsColour => string.IsNullOrEmpty(Environment("NO_COLOR")) && Environment("TERM") != "dumb";

    public static Shell OfProcess()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var input = StartConditions.IsOpen(StartConditions.StandardInput) ? Console.OpenStandardInput() : Stream.Null;
        // A message that can't be written, such as to a terminal that was closed, must not end what it is about.
        var error = StartConditions.IsOpen(StartConditions.StandardError)
            ? new StandardStream(Console.OpenStandardError(), _ => { })
            : Stream.Null;
        return new Shell
        {
            In = new StreamReader(input, utf8),
            InBytes = input,
            Out = new StreamWriter(new StandardStream(Console.OpenStandardOutput(), OnOutputFault), utf8, 16 * 1024),
            // Notices come from several threads.
            Error = TextWriter.Synchronized(new StreamWriter(error, utf8) { AutoFlush = true }),
            InIsTerminal = !Console.IsInputRedirected,
            OutIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            Width = () => Console.IsOutputRedirected ? int.MaxValue : Console.WindowWidth is > 0 and var width ? width : 80,
            Folder = Directory.GetCurrentDirectory(),
            Environment = System.Environment.GetEnvironmentVariable,
            Time = TimeProvider.System,
        };
    }

    /// <summary>Returns a path relative to the folder if it lies below it, else the full path.</summary>
    public string DisplayPath(string path)
    {
        var relative = Path.GetRelativePath(Folder, path);
        return relative == ".." || relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : relative;
    }

    /// <summary>Names of files and answers of a runtime may hold anything, of any length.</summary>
    public void Note(string message) => Error.WriteLine(DisplayText.Brief(DisplayText.Printable(message), LongestNote));

    public void NoteError(string message, string? help)
    {
        Note($"error: {message}");
        if (help is not null)
            Note($"  = help: {help}");
    }

    // Not when the reader is gone, such as `head`, which stops early: .NET writes nothing then, and says nothing.
    private static void OnOutputFault(Exception fault) => throw new CommandFailure(
        ExitCode.Failed,
        $"standard output can't be written: {fault.Message}",
        "what was written before is incomplete: run the command again with the output in another place");
}
