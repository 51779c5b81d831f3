namespace DarkLang.Cli.Repl;

/// <summary>The inputs of this session and earlier ones. If they can't be saved, it warns once and the session continues.</summary>
internal sealed class History
{
    private readonly List<string> _entries = [];
    private readonly Shell _shell;
    private HistoryFile? _file;

    public History(HistoryFile? file, Shell shell)
    {
        _file = file;
        _shell = shell;
        Try(kept => _entries.AddRange(kept.Read()));
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<string> Entries => _entries;

    public void Add(string input)
    {
        if (!HistoryFile.Keeps(input) || (_entries.Count > 0 && _entries[^1] == input))
            return;
        _entries.Add(input);
        Try(kept => kept.Append(input));
    }

    private void Try(Action<HistoryFile> act)
    {
        try
        {
            if (_file is not null)
                act(_file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _shell.Note($"warning: the history can't be saved: {fault.Message}");
            _file = null;
        }
    }
}
