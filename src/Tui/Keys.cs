using Terminal.Gui.Input;

namespace DarkLang.Tui;

internal enum Deed
{
    Open,
    TogglePause,
    RunCron,
    Step,
    Retry,
    RetryAll,
    NextTab,
    PreviousTab,
    Help,
    Quit,
    Up,
    Down,
    Back,
}

/// <summary>The screens on which a key does something.</summary>
[Flags]
internal enum Place
{
    Overview = 1,
    Handler = 2,
    Help = 4,
    Everywhere = Overview | Handler | Help,
}

/// <param name="Shown">The key as the footer and the help write it.</param>
/// <param name="Does">A sentence for the help.</param>
internal sealed record KeyEntry(Deed Deed, Place Place, string Shown, string Name, string Does, IReadOnlyList<Key> Keys);

/// <summary>Every key there is: the bindings, the footer and the help are made from this table, the first entries being the most important.</summary>
internal static class Keys
{
    public static IReadOnlyList<KeyEntry> All { get; } =
    [
        new(Deed.Open, Place.Overview, "⏎", "open", "opens the selected worker or cron", [Key.Enter]),
        new(Deed.TogglePause, Place.Overview | Place.Handler, "p", "pause", "pauses the worker or cron; resumes it when it is paused", [Key.P]),
        new(Deed.RunCron, Place.Overview, "r", "run", "runs the selected cron now; its schedule does not move", [Key.R]),
        new(Deed.Step, Place.Handler, "n", "step", "runs exactly one message of a paused worker", [Key.N]),
        new(Deed.Help, Place.Everywhere, "?", "help", "shows or hides this help", [new Key('?')]),
        new(Deed.NextTab, Place.Handler, "→l⇥", "next tab", "shows the next tab", [Key.CursorRight, Key.L, Key.Tab]),
        new(Deed.PreviousTab, Place.Handler, "←h", "tab before", "shows the tab before", [Key.CursorLeft, Key.H, Key.Tab.WithShift]),
        new(Deed.Retry, Place.Handler, "r", "retry", "puts the selected dead letter back on its queue", [Key.R]),
        new(Deed.RetryAll, Place.Handler, "R", "retry all", "puts all its dead letters back; asks first", [Key.R.WithShift]),
        new(Deed.Quit, Place.Everywhere, "q", "quit", "ends this screen; the canvas goes on", [Key.Q, Key.C.WithCtrl]),
        new(Deed.Up, Place.Everywhere, "↑k", "up", "selects the row above", [Key.CursorUp, Key.K]),
        new(Deed.Down, Place.Everywhere, "↓j", "down", "selects the row below", [Key.CursorDown, Key.J]),
        new(Deed.Back, Place.Everywhere, "Esc", "back", "goes back, or leaves the help", [Key.Esc]),
    ];

    public static IEnumerable<KeyEntry> In(Place place) => All.Where(entry => entry.Place.HasFlag(place));

    public static Deed? Of(Key key, Place place) => In(place).FirstOrDefault(entry => entry.Keys.Contains(key))?.Deed;
}
