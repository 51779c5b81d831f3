using Terminal.Gui.Input;

namespace DarkLang.Tui;

internal enum Deed
{
    Open,
    TogglePause,
    Emit,
    RunCron,
    Step,
    Retry,
    RetryAll,
    Edit,
    Create,
    MoveTo,
    Remove,
    Mark,
    OpenTrace,
    Fold,
    Forward,
    Backward,
    NextIteration,
    PreviousIteration,
    NextOuter,
    PreviousOuter,
    ToFailure,
    Search,
    NextMatch,
    PreviousMatch,
    CallTree,
    SafeReplay,
    LiveReplay,
    Beside,
    OlderTrace,
    NewerTrace,
    Pin,
    OpenEditor,
    NextTab,
    PreviousTab,
    NextField,
    PreviousField,
    Recall,
    Send,
    Filter,
    Palette,
    Copy,
    Help,
    Quit,
    ShowOverview,
    ShowCrons,
    ShowNotFound,
    ShowDead,
    ShowStream,
    ShowProblems,
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    Back,
}

/// <summary>The screens on which a key does something.</summary>
[Flags]
internal enum Place
{
    Overview = 1,
    Handler = 2,
    Help = 4,
    Crons = 8,
    NotFound = 16,
    Dead = 32,
    DeadGroup = 64,
    Stream = 128,

    /// <summary>Letters are typed there.</summary>
    Form = 256,
    Palette = 512,
    Stub = 1024,
    Problems = 2048,
    Trace = 4096,
    Lists = Overview | Handler | Crons | NotFound | Dead | DeadGroup | Stream | Problems,
    Everywhere = Lists | Help | Stub | Trace,
}

/// <param name="Shown">The key as the footer and the help write it.</param>
/// <param name="Does">A sentence for the help.</param>
internal sealed record KeyEntry(Deed Deed, Place Place, string Shown, string Name, string Does, IReadOnlyList<Key> Keys)
{
    /// <summary>It changes something in the canvas: a read-only screen does not do it.</summary>
    public bool Acts { get; init; }
}

/// <summary>Every key there is: the bindings, the footer, the palette, the help and the documentation are made from this table, the first entries being the most important.</summary>
internal static class Keys
{
    public static IReadOnlyList<KeyEntry> All { get; } =
    [
        new(Deed.Open, Place.Lists & ~(Place.Problems | Place.Stream), "⏎", "open", "opens what is selected", [Key.Enter]),
        new(Deed.Open, Place.Stream, "⏎", "trace", "opens the trace of the attempt; or the 404, the worker or the problems that the line is about", [Key.Enter]),
        new(Deed.TogglePause, Place.Overview | Place.Handler | Place.Crons, "p", "pause", "pauses the worker or cron; resumes it when it is paused", [Key.P]) { Acts = true },
        new(Deed.Emit, Place.Overview | Place.Handler, "e", "emit", "opens a form that emits a message to the worker", [Key.E]) { Acts = true },
        new(Deed.RunCron, Place.Overview | Place.Crons, "r", "run", "runs the selected cron now; its schedule does not move", [Key.R]) { Acts = true },
        new(Deed.Step, Place.Handler, "n", "step", "runs exactly one message of a paused worker", [Key.N]) { Acts = true },
        new(Deed.Create, Place.Overview | Place.NotFound, "c", "create", "shows the worker that a 404 lacks, and writes it into the file after a yes", [Key.C]) { Acts = true },
        new(Deed.MoveTo, Place.NotFound, "m", "move", "sends the messages of a 404 to another worker", [Key.M]) { Acts = true },
        new(Deed.Retry, Place.Dead | Place.DeadGroup | Place.Handler, "r", "retry", "puts the selected dead letters back on their queue", [Key.R]) { Acts = true },
        new(Deed.RetryAll, Place.Handler | Place.DeadGroup, "R", "retry all", "puts all dead letters of the screen back; asks first", [Key.R.WithShift]) { Acts = true },
        new(Deed.Edit, Place.Handler | Place.DeadGroup, "E", "edit", "puts a dead letter back with another event", [Key.E.WithShift]) { Acts = true },
        new(Deed.Remove, Place.Handler | Place.NotFound | Place.Dead | Place.DeadGroup, "x", "remove", "removes the selected messages for good; asks first", [Key.X]) { Acts = true },
        new(Deed.Send, Place.Form, "⏎", "send", "does what the form is for", [Key.Enter]) { Acts = true },
        new(Deed.NextField, Place.Form, "⇥", "next field", "goes to the next field", [Key.Tab, Key.CursorDown]),
        new(Deed.PreviousField, Place.Form, "⇧⇥", "field before", "goes to the field before", [Key.Tab.WithShift, Key.CursorUp]),
        new(Deed.Recall, Place.Form, "^R", "last event", "takes the event that the worker ran last", [Key.R.WithCtrl]),
        new(Deed.Open, Place.Palette, "⏎", "do it", "does what is selected", [Key.Enter]),
        new(Deed.Send, Place.Stub, "⏎", "write", "writes the worker into the file; asks first", [Key.Enter]) { Acts = true },
        new(Deed.NextTab, Place.Handler, "→l⇥", "next tab", "shows the next tab", [Key.CursorRight, Key.L, Key.Tab]),
        new(Deed.PreviousTab, Place.Handler, "←h", "tab before", "shows the tab before", [Key.CursorLeft, Key.H, Key.Tab.WithShift]),
        new(Deed.Backward, Place.Trace, "←h", "back", "selects the value that was known before; closes a part of a tree", [Key.CursorLeft, Key.H]),
        new(Deed.Forward, Place.Trace, "→l", "on", "selects the value that was known next; opens a part of a tree", [Key.CursorRight, Key.L]),
        new(Deed.PreviousIteration, Place.Trace, "[", "‹‹", "shows the iteration before, of the innermost loop around what is selected", [new Key('[')]),
        new(Deed.NextIteration, Place.Trace, "]", "››", "shows the next iteration of that loop", [new Key(']')]),
        new(Deed.SafeReplay, Place.Trace, "r", "replay", "runs its input through the code as it is in the files now, touching nothing, and shows old and new values beside each other", [Key.R]),
        new(Deed.NextTab, Place.Trace, "⇥", "next part", "goes to the next part: code, value, calls, events", [Key.Tab]),
        new(Deed.CallTree, Place.Trace, "t", "calls", "shows the tree of calls, or the code again", [Key.T]),
        new(Deed.Beside, Place.Trace, "d", "diff", "shows old and new values beside each other, or one alone; without a replay it takes the trace before", [Key.D]),
        new(Deed.OpenTrace, Place.Overview | Place.Handler | Place.Crons, "t", "trace", "opens the newest trace", [Key.T]),
        new(Deed.Filter, Place.Lists, "/", "filter", "shows only what has a text in it; Esc ends it", [new Key('/')]),
        new(Deed.Search, Place.Trace, "/", "search", "looks for a text: in the source and in the values of all iterations, or in the rows of the part in front", [new Key('/')]),
        new(Deed.Palette, Place.Everywhere, ":", "command", "lists everything that can be done here, by name", [new Key(':')]),
        new(Deed.Help, Place.Everywhere, "?", "keys", "shows or hides this help", [new Key('?')]),
        new(Deed.Open, Place.Trace, "⏎", "open", "goes to the value, opens or closes a part of it, shows a call in the code, follows an emit to the trace of its message", [Key.Enter]),
        new(Deed.Fold, Place.Trace, "␣", "fold", "opens or closes a part of a tree", [Key.Space]),
        new(Deed.OlderTrace, Place.Trace, ",", "older", "shows the trace before this one of the same handler", [new Key(',')]),
        new(Deed.NewerTrace, Place.Trace, ".", "newer", "shows the trace after this one", [new Key('.')]),
        new(Deed.PreviousOuter, Place.Trace, "{", "‹‹ outer", "shows the iteration before, of the loop around the innermost one", [new Key('{')]),
        new(Deed.NextOuter, Place.Trace, "}", "›› outer", "shows the next iteration of the loop around the innermost one", [new Key('}')]),
        new(Deed.NextMatch, Place.Trace, "n", "next match", "goes to the next place that has the text in it", [Key.N]),
        new(Deed.PreviousMatch, Place.Trace, "N", "match before", "goes to the place before that has the text in it", [Key.N.WithShift]),
        new(Deed.ToFailure, Place.Trace, "!", "failure", "goes to the expression that failed", [new Key('!')]),
        new(Deed.LiveReplay, Place.Trace, "R", "replay live", "runs its input for real, as a new message; asks first", [Key.R.WithShift]) { Acts = true },
        new(Deed.Pin, Place.Trace, "p", "pin", "keeps the trace until it is unpinned; unpins it when it is pinned", [Key.P]) { Acts = true },
        new(Deed.OpenEditor, Place.Trace, "o", "editor", "opens $VISUAL or $EDITOR at the selected line", [Key.O]),
        new(Deed.PreviousTab, Place.Trace, "⇧⇥", "part before", "goes to the part before", [Key.Tab.WithShift]),
        new(Deed.Quit, Place.Everywhere, "q", "quit", "ends the screen", [Key.Q, Key.C.WithCtrl]),
        new(Deed.Quit, Place.Form | Place.Palette, "^C", "quit", "ends the screen", [Key.C.WithCtrl]),
        new(Deed.Mark, Place.Lists & ~(Place.Stream | Place.Problems), "␣", "mark", "marks the row, or takes the mark off: keys are then for all that are marked", [Key.Space]),
        new(Deed.Copy, Place.Everywhere, "y", "copy", "copies the id, name or value that is selected to the clipboard of the terminal", [Key.Y]),
        new(Deed.ShowOverview, Place.Everywhere, "1", "overview", "shows workers, crons and 404s at a glance", [Key.D1]),
        new(Deed.ShowCrons, Place.Everywhere, "2", "crons", "shows the crons: when they are due and what they did", [Key.D2]),
        new(Deed.ShowNotFound, Place.Everywhere, "3", "404s", "shows messages to workers that do not exist", [Key.D3]),
        new(Deed.ShowDead, Place.Everywhere, "4", "dead letters", "shows messages whose handler failed, by their errors", [Key.D4]),
        new(Deed.ShowStream, Place.Everywhere, "5", "stream", "shows what happens, as it happens", [Key.D5]),
        new(Deed.ShowProblems, Place.Everywhere, "6", "problems", "shows what is wrong with the files, and which version runs", [Key.D6]),
        new(Deed.Up, Place.Everywhere, "↑k", "up", "selects the row above", [Key.CursorUp, Key.K]),
        new(Deed.Down, Place.Everywhere, "↓j", "down", "selects the row below", [Key.CursorDown, Key.J]),
        new(Deed.Up, Place.Palette, "↑", "up", "selects the row above", [Key.CursorUp]),
        new(Deed.Down, Place.Palette, "↓", "down", "selects the row below", [Key.CursorDown]),
        new(Deed.PageUp, Place.Everywhere | Place.Palette, "PgUp", "page up", "goes ten rows up", [Key.PageUp, Key.U.WithCtrl]),
        new(Deed.PageDown, Place.Everywhere | Place.Palette, "PgDn", "page down", "goes ten rows down", [Key.PageDown, Key.D.WithCtrl]),
        new(Deed.First, Place.Everywhere, "g", "first", "selects the first row", [Key.G, Key.Home]),
        new(Deed.Last, Place.Everywhere, "G", "last", "selects the last row", [Key.G.WithShift, Key.End]),
        new(Deed.Back, Place.Everywhere | Place.Form | Place.Palette, "Esc", "back", "takes the filter or the marks off, or else goes back; never quits", [Key.Esc]),
    ];

    public static IEnumerable<KeyEntry> In(Place place) => All.Where(entry => entry.Place.HasFlag(place));

    public static Deed? Of(Key key, Place place) => In(place).FirstOrDefault(entry => entry.Keys.Contains(key))?.Deed;

    /// <summary>Whether the deed changes something in the canvas.</summary>
    public static bool Acts(Deed deed) => All.Any(entry => entry.Deed == deed && entry.Acts);
}
