using DarkLang.Display.Editing;

namespace DarkLang.Cli.Repl.Editing;

/// <summary>How editing a line ended.</summary>
internal abstract record EditResult
{
    public sealed record Entered(string Text) : EditResult;

    /// <summary>Ctrl-C drops the line.</summary>
    public sealed record Dropped : EditResult;

    /// <summary>Ctrl-D on an empty line, or the terminal is gone.</summary>
    public sealed record Ended : EditResult;
}

/// <summary>Reads one input from a terminal, of one line or several.</summary>
/// <param name="isFinished">Whether Enter at the end of the text runs it, or begins a new line.</param>
/// <param name="complete">Completes the word before the cursor.</param>
internal sealed class LineEditor(ITerminal terminal, bool color, Func<string, bool> isFinished, Func<string, int, Completions> complete)
{
    private const string Prompt = "> ";
    private const string NextPrompt = "… ";

    private const string PastesMarked = "\e[?2004h";
    private const string PastesUnmarked = "\e[?2004l";

    private readonly KeyReader _keys = new(terminal);
    private readonly LineDisplay _screen = new(terminal, color);
    private LineBuffer _buffer = LineBuffer.Empty;
    private HistoryWalk _history = HistoryWalk.From([]);
    private IReadOnlyList<string> _below = [];

    /// <param name="history">Oldest first.</param>
    public EditResult Read(IReadOnlyList<string> history)
    {
        _buffer = LineBuffer.Empty with { Killed = _buffer.Killed };
        _history = HistoryWalk.From(history);
        _below = [];
        using var raw = terminal.Raw();
        terminal.Write(PastesMarked);
        EditResult? result = null;
        while (result is null)
        {
            // While more keys wait, as after a paste, only the last of them needs to be drawn.
            if (!terminal.HasInput)
                _screen.Draw(Prompt, NextPrompt, _buffer, _below);
            _below = [];
            result = Take(_keys.Read());
        }
        _screen.Finish(Prompt, NextPrompt, _buffer);
        terminal.Write(PastesUnmarked);
        return result;
    }

    private EditResult? Take(KeyPress key)
    {
        switch (key)
        {
            case { Code: KeyCode.Closed }:
            case { Control: true, Text: "d" } when _buffer.IsEmpty:
                return new EditResult.Ended();
            case { Control: true, Text: "c" }:
                _buffer = _buffer.WithText(_buffer.Text + "^C");
                return new EditResult.Dropped();
            case { Code: KeyCode.Enter, Alt: false } when isFinished(_buffer.Text):
                return new EditResult.Entered(_buffer.Text);
            case { Control: true, Text: "r" }:
                return Search();
            case { Control: true, Text: "l" }:
                _screen.Clear();
                return null;
            default:
                _buffer = Edit(key);
                return null;
        }
    }

    private LineBuffer Edit(KeyPress key) => key switch
    {
        { Code: KeyCode.Enter } => _buffer.BreakLine(),
        { Code: KeyCode.Tab } => Complete(),
        { Code: KeyCode.Up } or { Control: true, Text: "p" } => _buffer.LineUp() ?? Walk(_history.Older(_buffer.Text)),
        { Code: KeyCode.Down } or { Control: true, Text: "n" } => _buffer.LineDown() ?? Walk(_history.Newer()),
        _ => _buffer.Apply(key) ?? _buffer,
    };

    private LineBuffer Walk(HistoryWalk? to)
    {
        if (to is null)
            return _buffer;
        _history = to;
        return _buffer.WithText(to.Text);
    }

    private LineBuffer Complete()
    {
        var line = _buffer.Text.AsSpan(0, _buffer.Cursor);
        if (line[(line.LastIndexOf('\n') + 1)..].IsWhiteSpace())
            return _buffer.Insert("  ");
        var found = complete(_buffer.Text, _buffer.Cursor);
        _below = found.Describe();
        return found.CommonText is { } text ? _buffer.Replace(found.Start, _buffer.Cursor, text) : _buffer;
    }

    /// <summary>Searches the history for what is typed. Enter runs the entry found, Ctrl-G gives up, any other key edits it.</summary>
    private EditResult? Search()
    {
        var original = _buffer;
        var query = "";
        var index = _history.Entries.Count;
        while (true)
        {
            var isFound = query.Length == 0 || _history.Text.Contains(query, StringComparison.OrdinalIgnoreCase);
            _screen.Draw($"({(isFound ? "search" : "no match")} \"{query}\") ", NextPrompt, _buffer, []);
            var before = index;
            var key = _keys.Read();
            switch (key)
            {
                case { Code: KeyCode.Text, Control: false, Alt: false }:
                    (query, before) = (query + key.Text, index + 1);
                    break;
                case { Code: KeyCode.Backspace } when query.Length > 0:
                    (query, before) = (query[..^1], _history.Entries.Count);
                    break;
                case { Control: true, Text: "r" }:
                    break;
                case { Control: true, Text: "g" or "c" }:
                    _buffer = original;
                    return null;
                case { Code: KeyCode.Escape }:
                    return null;
                default:
                    return Take(key);
            }
            index = Show(query, _history.Find(query, before) ?? index);
        }
    }

    private int Show(string query, int index)
    {
        if (index == _history.Entries.Count || query.Length == 0)
            return index;
        var text = _history.Entries[index];
        var at = Math.Max(0, text.IndexOf(query, StringComparison.OrdinalIgnoreCase));
        _history = _history with { Draft = _history.Index == _history.Entries.Count ? _buffer.Text : _history.Draft, Index = index };
        _buffer = _buffer.WithText(text) with { Cursor = at };
        return index;
    }
}
