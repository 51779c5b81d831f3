using Terminal.Gui.Input;

namespace DarkLang.Tui;

internal enum UiCommand
{
    // On the selected handlers and messages.
    Open, OpenTrace, ShowWay, TogglePause, Emit, RunCron, Step, SetOption, Retry, RetryAll, Edit, Create, MoveTo, Remove, Mark,

    // On a trace.
    Fold, Forward, Backward, NextIteration, PreviousIteration, NextOuter, PreviousOuter, ToFailure, Search, NextMatch, PreviousMatch,
    CallTree, SafeReplay, LiveReplay, SideBySide, OlderTrace, NewerTrace, Pin, OpenEditor,

    // In tabs and forms.
    NextTab, PreviousTab, NextField, PreviousField, BreakLine, Recall, Send,

    // On every screen.
    Filter, Palette, Copy, Help, Quit, Back,
    ShowOverview, ShowCrons, ShowNotFound, ShowDead, ShowStream, ShowProblems,
    Up, Down, PageUp, PageDown, First, Last, DetailUp, DetailDown,
}

/// <summary>The kinds of screens, on each of which a key may do something else.</summary>
[Flags]
internal enum ScreenKind
{
    Overview = 1,
    Handler = 2,
    Help = 4,
    Crons = 8,
    NotFound = 16,
    Dead = 32,
    DeadGroup = 64,
    Stream = 128,

    /// <summary>Letters are typed into its fields.</summary>
    Form = 256,
    Palette = 512,
    Stub = 1024,
    Problems = 2048,
    Trace = 4096,
    Way = 8192,
    Lists = Overview | Handler | Crons | NotFound | Dead | DeadGroup | Stream | Problems | Way,
    Everywhere = Lists | Help | Stub | Trace,
}

/// <param name="Label">The key as the footer and the help write it.</param>
/// <param name="Description">A sentence for the help, without its subject.</param>
/// <param name="ChangesCanvas">Whether it changes something in the canvas, which a read-only screen refuses.</param>
internal sealed record KeyEntry(
    UiCommand Command, ScreenKind Screen, string Label, string Name, string Description, IReadOnlyList<Key> Keys,
    bool ChangesCanvas = false);

/// <summary>All keys, most important first: the bindings, footer, palette, help and documentation are made from this table.</summary>
internal static class Keys
{
    private const ScreenKind Handlers = ScreenKind.Overview | ScreenKind.Handler | ScreenKind.Crons;
    private const ScreenKind Letters = ScreenKind.Handler | ScreenKind.DeadGroup;
    private const ScreenKind Everywhere = ScreenKind.Everywhere;
    private const ScreenKind Trace = ScreenKind.Trace;
    private const ScreenKind Selections = ScreenKind.Lists & ~(ScreenKind.Stream | ScreenKind.Problems | ScreenKind.Way);

    private const ScreenKind Details = ScreenKind.Lists & ~(ScreenKind.Overview | ScreenKind.Stream);

    public static IReadOnlyList<KeyEntry> All { get; } =
    [
        new(UiCommand.Open, Selections, "⏎", "open", "opens the selected row", [Key.Enter]),
        new(UiCommand.Open, ScreenKind.Stream, "⏎", "trace",
            "opens the trace of the attempt, or the 404, worker or problems that the line is about", [Key.Enter]),
        new(UiCommand.Open, ScreenKind.Way, "⏎", "open",
            "opens the newest trace of the message; of a message that waits and has none, the queue", [Key.Enter]),
        Act(UiCommand.TogglePause, Handlers, "p", "pause", "pauses the worker or cron, or resumes a paused one", Key.P),
        Act(UiCommand.Emit, ScreenKind.Overview | ScreenKind.Handler, "e", "emit",
            "opens a form that emits a message to the worker", Key.E),
        Act(UiCommand.RunCron, ScreenKind.Overview | ScreenKind.Crons, "r", "run",
            "runs the selected cron now; its schedule stays the same", Key.R),
        Act(UiCommand.Step, ScreenKind.Handler, "n", "step", "runs exactly one message of a paused worker", Key.N),
        Act(UiCommand.Create, ScreenKind.Overview | ScreenKind.NotFound, "c", "create",
            "shows a worker for a 404, and writes it into the file; asks first", Key.C),
        Act(UiCommand.MoveTo, ScreenKind.NotFound, "m", "move", "moves the messages of a 404 to another worker", Key.M),
        Act(UiCommand.Retry, Letters | ScreenKind.Dead, "r", "retry", "puts the selected dead letters back on their queues", Key.R),
        Act(UiCommand.RetryAll, Letters, "R", "retry all", "puts all dead letters of the screen back; asks first", Key.R.WithShift),
        Act(UiCommand.Edit, Letters, "E", "edit",
            "opens the event of a message in a form; a dead letter is put back with it", Key.E.WithShift),
        Act(UiCommand.Remove, Letters | ScreenKind.NotFound | ScreenKind.Dead, "x", "remove",
            "removes the selected messages permanently; asks first", Key.X),
        Act(UiCommand.Send, ScreenKind.Form, "⏎", "send", "submits the form", Key.Enter),
        new(UiCommand.OpenEditor, ScreenKind.Form, "^O", "editor", "opens the event in $VISUAL or $EDITOR", [Key.O.WithCtrl]),
        // Most terminals send Ctrl-J for Ctrl-Enter.
        new(UiCommand.BreakLine, ScreenKind.Form, "^J", "new line",
            "begins a new line of the event; Enter does so while a bracket is open", [Key.J.WithCtrl, Key.Enter.WithCtrl]),
        new(UiCommand.NextField, ScreenKind.Form, "⇥", "next field",
            "completes the name of a worker, or goes to the next field", [Key.Tab, Key.CursorDown]),
        new(UiCommand.PreviousField, ScreenKind.Form, "⇧⇥", "previous field",
            "goes to the previous field", [Key.Tab.WithShift, Key.CursorUp]),
        new(UiCommand.Recall, ScreenKind.Form, "^R", "last event", "fills in the event that the worker ran last", [Key.R.WithCtrl]),
        new(UiCommand.Open, ScreenKind.Palette, "⏎", "run", "runs the selected command", [Key.Enter]),
        Act(UiCommand.Send, ScreenKind.Stub, "⏎", "write", "writes the worker into the file; asks first", Key.Enter),
        new(UiCommand.NextTab, ScreenKind.Handler, "→l⇥", "next tab", "shows the next tab", [Key.CursorRight, Key.L, Key.Tab]),
        new(UiCommand.PreviousTab, ScreenKind.Handler, "←h", "previous tab",
            "shows the previous tab", [Key.CursorLeft, Key.H, Key.Tab.WithShift]),
        new(UiCommand.Backward, Trace, "←h", "back",
            "selects the previous value in evaluation order; folds a part of a tree", [Key.CursorLeft, Key.H]),
        new(UiCommand.Forward, Trace, "→l", "on",
            "selects the next value in evaluation order; unfolds a part of a tree", [Key.CursorRight, Key.L]),
        new(UiCommand.PreviousIteration, Trace, "[", "‹‹",
            "shows the previous iteration of the innermost loop around the selection", [new Key('[')]),
        new(UiCommand.NextIteration, Trace, "]", "››", "shows the next iteration of that loop", [new Key(']')]),
        new(UiCommand.SafeReplay, Trace, "r", "replay",
            "runs the input through the current code, changing nothing, and shows old and new values side by side", [Key.R]),
        new(UiCommand.NextTab, Trace, "⇥", "next part", "goes to the next part: code, value, calls, events", [Key.Tab]),
        new(UiCommand.CallTree, Trace, "t", "calls", "shows the tree of calls, or the code again", [Key.T]),
        new(UiCommand.SideBySide, Trace, "d", "diff",
            "shows old and new values side by side, or one alone; without a replay it compares with the previous trace", [Key.D]),
        new(UiCommand.OpenTrace, Handlers, "t", "trace", "opens the newest trace", [Key.T]),
        new(UiCommand.ShowWay, Letters | ScreenKind.Stream | Trace | ScreenKind.Way, "w", "way",
            "shows the way of the message through all workers: what led to it, and what it led to", [Key.W]),
        new(UiCommand.Filter, Letters | ScreenKind.Dead, "/", "filter",
            "shows only rows that contain a text, or messages that meet a condition such as `event.total > 100`; Esc clears it",
            [new Key('/')]),
        new(UiCommand.Filter, ScreenKind.Lists & ~(Letters | ScreenKind.Dead), "/", "filter",
            "shows only rows that contain a text; Esc clears the filter", [new Key('/')]),
        new(UiCommand.Search, Trace, "/", "search",
            "searches the source and the values of all iterations, or the rows of the current part", [new Key('/')]),
        new(UiCommand.Palette, Everywhere, ":", "command", "lists all commands of the screen by name", [new Key(':')]),
        new(UiCommand.Help, Everywhere, "?", "keys", "shows or hides this help", [new Key('?')]),
        new(UiCommand.Open, Trace, "⏎", "open",
            "goes to the value, folds or unfolds a part, shows a call in the code, or follows an emit to the trace of its message",
            [Key.Enter]),
        new(UiCommand.Fold, Trace, "␣", "fold", "folds or unfolds a part of a tree", [Key.Space]),
        new(UiCommand.OlderTrace, Trace, ",", "older", "shows the previous trace of the handler", [new Key(',')]),
        new(UiCommand.NewerTrace, Trace, ".", "newer", "shows the next trace of the handler", [new Key('.')]),
        new(UiCommand.PreviousOuter, Trace, "{", "‹‹ outer",
            "shows the previous iteration of the loop around the innermost one", [new Key('{')]),
        new(UiCommand.NextOuter, Trace, "}", "›› outer", "shows the next iteration of the loop around the innermost one", [new Key('}')]),
        new(UiCommand.NextMatch, Trace, "n", "next match", "goes to the next match of the search", [Key.N]),
        new(UiCommand.PreviousMatch, Trace, "N", "previous match", "goes to the previous match of the search", [Key.N.WithShift]),
        new(UiCommand.ToFailure, Trace, "!", "failure", "goes to the expression that failed", [new Key('!')]),
        Act(UiCommand.LiveReplay, Trace, "R", "replay live", "runs the input again as a new message; asks first", Key.R.WithShift),
        Act(UiCommand.Pin, Trace, "p", "pin", "pins the trace, which keeps it, or unpins it", Key.P),
        new(UiCommand.OpenEditor, Trace, "o", "editor", "opens $VISUAL or $EDITOR at the selected line", [Key.O]),
        new(UiCommand.PreviousTab, Trace, "⇧⇥", "previous part", "goes to the previous part", [Key.Tab.WithShift]),
        new(UiCommand.Quit, Everywhere, "q", "quit", "closes the screens", [Key.Q, Key.C.WithCtrl]),
        new(UiCommand.Quit, ScreenKind.Form | ScreenKind.Palette, "^C", "quit", "closes the screens", [Key.C.WithCtrl]),
        new(UiCommand.Mark, Selections, "␣", "mark", "marks or unmarks the row; keys then apply to all marked rows", [Key.Space]),
        new(UiCommand.Copy, Everywhere, "y", "copy", "copies the selected id, name or value to the clipboard of the terminal", [Key.Y]),
        Act(UiCommand.MoveTo, ScreenKind.Overview, "m", "move 404", "moves the messages of the selected 404 to another worker", Key.M),
        Act(UiCommand.Remove, ScreenKind.Overview, "x", "remove 404",
            "removes the messages of the selected 404 permanently; asks first", Key.X),
        Act(UiCommand.SetOption, ScreenKind.Overview | ScreenKind.Handler, "s", "set option",
            "opens a form that sets an option of the worker until the file says otherwise", Key.S),
        new(UiCommand.ShowOverview, Everywhere, "1", "overview", "shows workers, crons and 404s", [Key.D1]),
        new(UiCommand.ShowCrons, Everywhere, "2", "crons", "shows when crons are due and how they ran", [Key.D2]),
        new(UiCommand.ShowNotFound, Everywhere, "3", "404s", "shows messages to workers that do not exist", [Key.D3]),
        new(UiCommand.ShowDead, Everywhere, "4", "dead letters", "shows dead letters, grouped by error", [Key.D4]),
        new(UiCommand.ShowStream, Everywhere, "5", "stream", "shows events as they happen", [Key.D5]),
        new(UiCommand.ShowProblems, Everywhere, "6", "problems", "shows the problems in the files, and which version runs", [Key.D6]),
        new(UiCommand.Up, Everywhere, "↑k", "up", "selects the row above", [Key.CursorUp, Key.K]),
        new(UiCommand.Down, Everywhere, "↓j", "down", "selects the row below", [Key.CursorDown, Key.J]),
        new(UiCommand.Up, ScreenKind.Palette, "↑", "up", "selects the row above", [Key.CursorUp]),
        new(UiCommand.Down, ScreenKind.Palette, "↓", "down", "selects the row below", [Key.CursorDown]),
        new(UiCommand.PageUp, Everywhere | ScreenKind.Palette, "PgUp", "page up", "moves ten rows up", [Key.PageUp, Key.U.WithCtrl]),
        new(UiCommand.PageDown, Everywhere | ScreenKind.Palette, "PgDn", "page down",
            "moves ten rows down", [Key.PageDown, Key.D.WithCtrl]),
        new(UiCommand.First, Everywhere, "g", "first", "selects the first row", [Key.G, Key.Home]),
        new(UiCommand.Last, Everywhere, "G", "last", "selects the last row", [Key.G.WithShift, Key.End]),
        new(UiCommand.DetailUp, Details, "K", "detail up", "scrolls the detail of the selected row up", [Key.K.WithShift]),
        new(UiCommand.DetailDown, Details, "J", "detail down", "scrolls the detail of the selected row down", [Key.J.WithShift]),
        new(UiCommand.Back, Everywhere | ScreenKind.Form | ScreenKind.Palette, "Esc", "back",
            "clears the marks or the filter, or goes back; never quits", [Key.Esc]),
    ];

    public static IEnumerable<KeyEntry> In(ScreenKind screen) => All.Where(entry => entry.Screen.HasFlag(screen));

    public static UiCommand? Of(Key key, ScreenKind screen) => In(screen).FirstOrDefault(entry => entry.Keys.Contains(key))?.Command;

    public static bool ChangesCanvas(UiCommand command) => All.Any(entry => entry.Command == command && entry.ChangesCanvas);

    private static KeyEntry Act(UiCommand command, ScreenKind screen, string label, string name, string description, Key key) =>
        new(command, screen, label, name, description, [key], ChangesCanvas: true);
}
