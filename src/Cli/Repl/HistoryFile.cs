namespace DarkLang.Cli.Repl;

/// <summary>
/// The inputs of earlier sessions: a file with one input per line, which only its owner can read. Opening the file locks it, so
/// sessions at the same time append to it in turn.
/// </summary>
internal sealed class HistoryFile(string path)
{
    public const int MostEntries = 1000;

    private const int LongestEntry = 16 * 1024;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // Another session holds the lock only while it writes a line.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <summary>Returns the file in XDG_STATE_HOME or ~/.local/state; null if neither is known.</summary>
    public static HistoryFile? Of(Shell shell)
    {
        var state = shell.Environment("XDG_STATE_HOME") is { Length: > 0 } given && Path.IsPathRooted(given) ? given
            : shell.Environment("HOME") is { Length: > 0 } home ? Path.Combine(home, ".local", "state")
            : null;
        return state is null ? null : new HistoryFile(Path.Combine(state, "dark", "history"));
    }

    /// <summary>Reads the newest entries, oldest first, and shortens a file that has twice as many.</summary>
    public IReadOnlyList<string> Read() => File.Exists(path)
        ? WithFile(file =>
        {
            var entries = ReadEntries(file);
            if (entries.Count >= 2 * MostEntries)
                Write(file, entries.TakeLast(MostEntries));
            return entries.TakeLast(MostEntries).ToList();
        })
        : [];

    /// <summary>Whether an input is saved: one that begins with a space is not, so that a secret can be typed.</summary>
    public static bool Keeps(string input) => input.Length is > 0 and <= LongestEntry && input[0] != ' ';

    public void Append(string input) => WithFile(file =>
    {
        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.UTF8.GetBytes(Escape(input) + "\n"));
        return true;
    });

    private T WithFile<T>(Func<FileStream, T> act)
    {
        CreateFolder();
        FileStream? opened = null;
        IOException? held = null;
        SpinWait.SpinUntil(() => (opened = TryOpen(out held)) is not null, Timeout);
        using var file = opened ?? throw held!;
        return act(file);
    }

    private void CreateFolder()
    {
        var folder = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
    }

    private FileStream? TryOpen(out IOException? held)
    {
        held = null;
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = OwnerOnly;
            return new FileStream(path, options);
        }
        catch (IOException fault) when (fault is not (FileNotFoundException or DirectoryNotFoundException))
        {
            held = fault;
            return null;
        }
    }

    private static List<string> ReadEntries(FileStream file)
    {
        // Only the end of a huge file is read; the line that is cut there is dropped.
        const long most = 2L * MostEntries * LongestEntry;
        var skips = file.Length > most;
        file.Seek(skips ? -most : 0, skips ? SeekOrigin.End : SeekOrigin.Begin);
        using var reader = new StreamReader(file, Encoding.UTF8, leaveOpen: true);
        var entries = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            if (skips)
                skips = false;
            else if (line.Length > 0)
                entries.Add(Unescape(line));
        }
        return entries;
    }

    private static void Write(FileStream file, IEnumerable<string> entries)
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(entries.Select(entry => Escape(entry) + "\n")));
        file.Seek(0, SeekOrigin.Begin);
        file.Write(text);
        file.SetLength(text.Length);
    }

    private static string Escape(string input) =>
        input.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\r", "\\r", StringComparison.Ordinal);

    private static string Unescape(string line)
    {
        var text = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\' && i + 1 < line.Length)
                text.Append(line[++i] switch { 'n' => '\n', 'r' => '\r', var other => other });
            else
                text.Append(line[i]);
        }
        return text.ToString();
    }
}
