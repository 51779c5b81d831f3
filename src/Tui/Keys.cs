using Terminal.Gui.Input;

namespace DarkLang.Tui;

internal enum UiCommand
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
    SideBySide,
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
internal sealed record KeyEntry(UiCommand Command, ScreenKind Screen, string Shown, string Name, string Does, IReadOnlyList<Key> Keys)
{
    /// <summary>It changes something in the canvas: a read-only screen does not do it.</summary>
    public bool Acts { get; init; }
}

/// <summary>Every key there is: the bindings, the footer, the palette, the help and the documentation are made from this table, the first entries being the most important.</summary>
internal static class Keys
{
    public static IReadOnlyList<KeyEntry> All { get; } =
    [
        new(UiCommand.Open, ScreenKind.Lists & ~(ScreenKind.Problems | ScreenKind.Stream), "⏎", "open", "opens what is selected", [
            Key.Enter]),
        new(
            UiCommand.Open,
            ScreenKind.Stream,
            "⏎",
            "trace",
            "opens the trace of the attempt; or the 404, the worker or the problems that the line is about",
            [Key.Enter]),
        new(UiCommand.TogglePause, ScreenKind.Overview | ScreenKind.Handler | ScreenKind.Crons, "p", "pause", "pauses the worker or cron; resumes it when it is paused", [
            Key.P]) { Acts = true },
        new(UiCommand.Emit, ScreenKind.Overview | ScreenKind.Handler, "e", "emit", "opens a form that emits a message to the worker", [
            Key.E]) { Acts = true },
        new(UiCommand.RunCron, ScreenKind.Overview | ScreenKind.Crons, "r", "run", "runs the selected cron now; its schedule does not move", [
            Key.R]) { Acts = true },
        new(UiCommand.Step, ScreenKind.Handler, "n", "step", "runs exactly one message of a paused worker", [Key.N]) { Acts = true },
        new(UiCommand.Create, ScreenKind.Overview | ScreenKind.NotFound, "c", "create", "shows the worker that a 404 lacks, and writes it into the file after a yes", [
            Key.C]) { Acts = true },
        new(UiCommand.MoveTo, ScreenKind.NotFound, "m", "move", "sends the messages of a 404 to another worker", [Key.M]) { Acts = true },
        new(UiCommand.Retry, ScreenKind.Dead | ScreenKind.DeadGroup | ScreenKind.Handler, "r", "retry", "puts the selected dead letters back on their queue", [
            Key.R]) { Acts = true },
        new(UiCommand.RetryAll, ScreenKind.Handler | ScreenKind.DeadGroup, "R", "retry all", "puts all dead letters of the screen back; asks first", [
            Key.R.WithShift]) { Acts = true },
        new(UiCommand.Edit, ScreenKind.Handler | ScreenKind.DeadGroup, "E", "edit", "puts a dead letter back with another event", [
            Key.E.WithShift]) { Acts = true },
        new(UiCommand.Remove, ScreenKind.Handler | ScreenKind.NotFound | ScreenKind.Dead | ScreenKind.DeadGroup, "x", "remove", "removes the selected messages for good; asks first", [
            Key.X]) { Acts = true },
        new(UiCommand.Send, ScreenKind.Form, "⏎", "send", "does what the form is for", [Key.Enter]) { Acts = true },
        new(UiCommand.NextField, ScreenKind.Form, "⇥", "next field", "goes to the next field", [Key.Tab, Key.CursorDown]),
        new(UiCommand.PreviousField, ScreenKind.Form, "⇧⇥", "field before", "goes to the field before", [Key.Tab.WithShift, Key.CursorUp]),
        new(UiCommand.Recall, ScreenKind.Form, "^R", "last event", "takes the event that the worker ran last", [Key.R.WithCtrl]),
        new(UiCommand.Open, ScreenKind.Palette, "⏎", "do it", "does what is selected", [Key.Enter]),
        new(UiCommand.Send, ScreenKind.Stub, "⏎", "write", "writes the worker into the file; asks first", [Key.Enter]) { Acts = true },
        new(UiCommand.NextTab, ScreenKind.Handler, "→l⇥", "next tab", "shows the next tab", [Key.CursorRight, Key.L, Key.Tab]),
        new(UiCommand.PreviousTab, ScreenKind.Handler, "←h", "tab before", "shows the tab before", [
            Key.CursorLeft, Key.H, Key.Tab.WithShift]),
        new(UiCommand.Backward, ScreenKind.Trace, "←h", "back", "selects the value that was known before; closes a part of a tree", [
            Key.CursorLeft, Key.H]),
        new(UiCommand.Forward, ScreenKind.Trace, "→l", "on", "selects the value that was known next; opens a part of a tree", [
            Key.CursorRight, Key.L]),
        new(
            UiCommand.PreviousIteration,
            ScreenKind.Trace,
            "[",
            "‹‹",
            "shows the iteration before, of the innermost loop around what is selected",
            [new Key('[')]),
        new(UiCommand.NextIteration, ScreenKind.Trace, "]", "››", "shows the next iteration of that loop", [new Key(']')]),
        new(
            UiCommand.SafeReplay,
            ScreenKind.Trace,
            "r",
            "replay",
            "runs its input through the code as it is in the files now, touching nothing, and shows old and new values beside each other",
            [Key.R]),
        new(UiCommand.NextTab, ScreenKind.Trace, "⇥", "next part", "goes to the next part: code, value, calls, events", [Key.Tab]),
        new(UiCommand.CallTree, ScreenKind.Trace, "t", "calls", "shows the tree of calls, or the code again", [Key.T]),
        new(
            UiCommand.SideBySide,
            ScreenKind.Trace,
            "d",
            "diff",
            "shows old and new values beside each other, or one alone; without a replay it takes the trace before",
            [Key.D]),
        new(UiCommand.OpenTrace, ScreenKind.Overview | ScreenKind.Handler | ScreenKind.Crons, "t", "trace", "opens the newest trace", [
            Key.T]),
        new(UiCommand.Filter, ScreenKind.Lists, "/", "filter", "shows only what has a text in it; Esc ends it", [new Key('/')]),
        new(
            UiCommand.Search,
            ScreenKind.Trace,
            "/",
            "search",
            "looks for a text: in the source and in the values of all iterations, or in the rows of the part in front",
            [new Key('/')]),
        new(UiCommand.Palette, ScreenKind.Everywhere, ":", "command", "lists everything that can be done here, by name", [new Key(':')]),
        new(UiCommand.Help, ScreenKind.Everywhere, "?", "keys", "shows or hides this help", [new Key('?')]),
        new(
            UiCommand.Open,
            ScreenKind.Trace,
            "⏎",
            "open",
            "goes to the value, opens or closes a part of it, shows a call in the code, follows an emit to the trace of its message",
            [Key.Enter]),
        new(UiCommand.Fold, ScreenKind.Trace, "␣", "fold", "opens or closes a part of a tree", [Key.Space]),
        new(UiCommand.OlderTrace, ScreenKind.Trace, ",", "older", "shows the trace before this one of the same handler", [new Key(',')]),
        new(UiCommand.NewerTrace, ScreenKind.Trace, ".", "newer", "shows the trace after this one", [new Key('.')]),
        new(
            UiCommand.PreviousOuter,
            ScreenKind.Trace,
            "{",
            "‹‹ outer",
            "shows the iteration before, of the loop around the innermost one",
            [new Key('{')]),
        new(UiCommand.NextOuter, ScreenKind.Trace, "}", "›› outer", "shows the next iteration of the loop around the innermost one", [
            new Key('}')]),
        new(UiCommand.NextMatch, ScreenKind.Trace, "n", "next match", "goes to the next place that has the text in it", [Key.N]),
        new(UiCommand.PreviousMatch, ScreenKind.Trace, "N", "match before", "goes to the place before that has the text in it", [
            Key.N.WithShift]),
        new(UiCommand.ToFailure, ScreenKind.Trace, "!", "failure", "goes to the expression that failed", [new Key('!')]),
        new(UiCommand.LiveReplay, ScreenKind.Trace, "R", "replay live", "runs its input for real, as a new message; asks first", [
            Key.R.WithShift]) { Acts = true },
        new(UiCommand.Pin, ScreenKind.Trace, "p", "pin", "keeps the trace until it is unpinned; unpins it when it is pinned", [Key.P])
        {
            Acts = true,
        },
        new(UiCommand.OpenEditor, ScreenKind.Trace, "o", "editor", "opens $VISUAL or $EDITOR at the selected line", [Key.O]),
        new(UiCommand.PreviousTab, ScreenKind.Trace, "⇧⇥", "part before", "goes to the part before", [Key.Tab.WithShift]),
        new(UiCommand.Quit, ScreenKind.Everywhere, "q", "quit", "ends the screen", [Key.Q, Key.C.WithCtrl]),
        new(UiCommand.Quit, ScreenKind.Form | ScreenKind.Palette, "^C", "quit", "ends the screen", [Key.C.WithCtrl]),
        new(
            UiCommand.Mark,
            ScreenKind.Lists & ~(ScreenKind.Stream | ScreenKind.Problems),
            "␣",
            "mark",
            "marks the row, or takes the mark off: keys are then for all that are marked",
            [Key.Space]),
        new(
            UiCommand.Copy,
            ScreenKind.Everywhere,
            "y",
            "copy",
            "copies the id, name or value that is selected to the clipboard of the terminal",
            [Key.Y]),
        new(UiCommand.ShowOverview, ScreenKind.Everywhere, "1", "overview", "shows workers, crons and 404s at a glance", [Key.D1]),
        new(UiCommand.ShowCrons, ScreenKind.Everywhere, "2", "crons", "shows the crons: when they are due and what they did", [Key.D2]),
        new(UiCommand.ShowNotFound, ScreenKind.Everywhere, "3", "404s", "shows messages to workers that do not exist", [Key.D3]),
        new(UiCommand.ShowDead, ScreenKind.Everywhere, "4", "dead letters", "shows messages whose handler failed, by their errors", [
            Key.D4]),
        new(UiCommand.ShowStream, ScreenKind.Everywhere, "5", "stream", "shows what happens, as it happens", [Key.D5]),
        new(UiCommand.ShowProblems, ScreenKind.Everywhere, "6", "problems", "shows what is wrong with the files, and which version runs", [
            Key.D6]),
        new(UiCommand.Up, ScreenKind.Everywhere, "↑k", "up", "selects the row above", [Key.CursorUp, Key.K]),
        new(UiCommand.Down, ScreenKind.Everywhere, "↓j", "down", "selects the row below", [Key.CursorDown, Key.J]),
        new(UiCommand.Up, ScreenKind.Palette, "↑", "up", "selects the row above", [Key.CursorUp]),
        new(UiCommand.Down, ScreenKind.Palette, "↓", "down", "selects the row below", [Key.CursorDown]),
        new(UiCommand.PageUp, ScreenKind.Everywhere | ScreenKind.Palette, "PgUp", "page up", "goes ten rows up", [
            Key.PageUp, Key.U.WithCtrl]),
        new(UiCommand.PageDown, ScreenKind.Everywhere | ScreenKind.Palette, "PgDn", "page down", "goes ten rows down", [
            Key.PageDown, Key.D.WithCtrl]),
        new(UiCommand.First, ScreenKind.Everywhere, "g", "first", "selects the first row", [Key.G, Key.Home]),
        new(UiCommand.Last, ScreenKind.Everywhere, "G", "last", "selects the last row", [Key.G.WithShift, Key.End]),
        new(
            UiCommand.Back,
            ScreenKind.Everywhere | ScreenKind.Form | ScreenKind.Palette,
            "Esc",
            "back",
            "takes the filter or the marks off, or else goes back; never quits",
            [Key.Esc]),
    ];

    public static IEnumerable<KeyEntry> In(ScreenKind place) => All.Where(entry => entry.Screen.HasFlag(place));

    public static UiCommand? Of(Key key, ScreenKind place) => In(place).FirstOrDefault(entry => entry.Keys.Contains(key))?.Command;

    /// <summary>Whether the deed changes something in the canvas.</summary>
    public static bool Acts(UiCommand command) => All.Any(entry => entry.Command == command && entry.Acts);
}
