using System.Text;

namespace DarkLang.Cli;

/// <summary>What a command sees of the world around it: its streams, its folder, its environment and the time.</summary>
internal sealed record Shell
{
    public required TextReader In { get; init; }

    /// <summary>The bytes of <see cref="In"/>, for who must not have what is no UTF-8 replaced. Whoever reads them does not read that.</summary>
    public Stream InBytes { get; init; } = Stream.Null;

    /// <summary>Data only.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Messages, progress and prompts.</summary>
    public required TextWriter Error { get; init; }

    public required bool InIsTerminal { get; init; }

    public required bool OutIsTerminal { get; init; }

    public required bool ErrorIsTerminal { get; init; }

    /// <summary>Columns of the terminal; as good as endless where the output is no terminal. Asking writes to the terminal.</summary>
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
        var input = Console.OpenStandardInput();
        return new Shell
        {
            In = new StreamReader(input, utf8),
            InBytes = input,
            Out = new StreamWriter(Console.OpenStandardOutput(), utf8, 16 * 1024),
            // Notices come from several threads.
            Error = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true }),
            InIsTerminal = !Console.IsInputRedirected,
            OutIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            Width = () => Console.IsOutputRedirected ? int.MaxValue : WidthOfTerminal(),
            Folder = Directory.GetCurrentDirectory(),
            Environment = System.Environment.GetEnvironmentVariable,
            Time = TimeProvider.System,
        };
    }

    /// <summary>A path as people know it: what lies below the folder is relative to it.</summary>
    public string Shown(string path)
    {
        var relative = Path.GetRelativePath(Folder, path);
        return relative == ".." || relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : relative;
    }

    public void Note(string message) => Error.WriteLine(message);

    /// <summary>False when whoever read our output has seen enough, as <c>head</c> does.</summary>
    public bool TryFlush()
    {
        try
        {
            Out.Flush();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static int WidthOfTerminal() => Console.WindowWidth is > 0 and var width ? width : 80;
}
