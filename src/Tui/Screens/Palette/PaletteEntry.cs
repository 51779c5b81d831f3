using DarkLang.Tui.Screens.Handlers;

namespace DarkLang.Tui.Screens.Palette;

/// <summary>A command of the palette.</summary>
/// <param name="Label">The key that does the same; empty if there is none.</param>
/// <param name="Run">Runs it on the screen that the palette was opened from.</param>
internal sealed record PaletteEntry(string Name, string Description, string Label, Func<CanvasModel, ScreenResult> Run)
{
    /// <summary>Returns the commands of a screen, and one for each worker and cron that goes to it.</summary>
    public static IEnumerable<PaletteEntry> All(CanvasModel model, ScreenKind screen) =>
    [
        .. Keys.In(screen).Where(entry => entry.Command is not (UiCommand.Palette or UiCommand.Back)).Select(entry =>
            new PaletteEntry(entry.Name, entry.Description, entry.Label, below => CommandDispatcher.Do(entry.Command, below))),
        .. model.Status.Workers.Select(worker => GoTo(worker.Handler)),
        .. model.Status.Crons.Select(cron => GoTo(cron.Handler)),
    ];

    /// <summary>
    /// Scores how well the name matches a typed text, lowest best: its letters must occur in order, preferably together and at the
    /// beginnings of words. Returns null if they don't.
    /// </summary>
    public int? Fit(string typed)
    {
        var (at, score) = (0, 0);
        var last = -1;
        foreach (var letter in typed.Where(letter => !char.IsWhiteSpace(letter)))
        {
            at = Name.IndexOf(letter.ToString(), at, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
                return null;
            score += (at == last + 1 ? 0 : 2) + (at == 0 || !char.IsLetterOrDigit(Name[at - 1]) ? 0 : 1);
            last = at++;
        }
        return score;
    }

    private static PaletteEntry GoTo(HandlerId handler) =>
        new($"go to {handler}", "opens it", "", model => model.Connection == ConnectionState.Attached
        ? new ScreenResult(model.ToOverview().Push(new HandlerScreen(handler)), ClientRequest.Refresh)
        : ScreenResult.Refuse(model, HandlerActions.NoRuntime));
}
