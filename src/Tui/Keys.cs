using Terminal.Gui.Input;

namespace DarkLang.Tui;

internal enum Deed
{
    TogglePause,
    RunCron,
    Help,
    Quit,
    Up,
    Down,
    Back,
}

/// <param name="Shown">The key as the footer and the help write it.</param>
/// <param name="Does">A sentence for the help.</param>
internal sealed record KeyEntry(Deed Deed, string Shown, string Name, string Does, IReadOnlyList<Key> Keys);

/// <summary>Every key there is: the bindings, the footer and the help are made from this table, the first entries being the most important.</summary>
internal static class Keys
{
    public static IReadOnlyList<KeyEntry> All { get; } =
    [
        new(Deed.TogglePause, "p", "pause", "pauses the selected worker or cron; resumes it when it is paused", [Key.P]),
        new(Deed.RunCron, "r", "run", "runs the selected cron now; its schedule does not move", [Key.R]),
        new(Deed.Help, "?", "help", "shows or hides this help", [new Key('?')]),
        new(Deed.Quit, "q", "quit", "ends this screen; the canvas goes on", [Key.Q, Key.C.WithCtrl]),
        new(Deed.Up, "↑k", "up", "selects the row above", [Key.CursorUp, Key.K]),
        new(Deed.Down, "↓j", "down", "selects the row below", [Key.CursorDown, Key.J]),
        new(Deed.Back, "Esc", "back", "leaves the help", [Key.Esc]),
    ];

    public static Deed? Of(Key key) => All.FirstOrDefault(entry => entry.Keys.Contains(key))?.Deed;
}
