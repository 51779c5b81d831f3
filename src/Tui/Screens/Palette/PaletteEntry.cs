using DarkLang.Runtime.Model;
using DarkLang.Tui.Screens.Handlers;

namespace DarkLang.Tui.Screens.Palette;

/// <summary>Something that can be done from the palette.</summary>
/// <param name="Shown">The key that does the same, where there is one.</param>
/// <param name="Run">Does it on the screen that the palette was opened from.</param>
internal sealed record PaletteEntry(string Name, string Does, string Shown, Func<CanvasModel, ScreenResult> Run)
{
    /// <summary>What the keys of a place do, and to go to each worker and cron.</summary>
    public static IEnumerable<PaletteEntry> All(CanvasModel model, ScreenKind place) =>
    [
        .. Keys.In(place).Where(entry => entry.Command is not (UiCommand.Palette or UiCommand.Back))
            .Select(entry => new PaletteEntry(entry.Name, entry.Does, entry.Shown, below => CommandDispatcher.Do(entry.Command, below))),
        .. model.Status.Workers.Select(worker => GoTo(worker.Handler)),
        .. model.Status.Crons.Select(cron => GoTo(cron.Handler)),
    ];

    /// <summary>How well a typed text fits: its letters one after the other, better when together and at the beginnings of words; null when not at all.</summary>
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
        new($"go to {handler}", "opens it", "", model => model.Link == ConnectionState.Attached
        ? new ScreenResult(model.ToOverview().Push(new HandlerScreen(handler)), ClientRequest.Look)
        : ScreenResult.Refuse(model, HandlerActions.NoRuntime));
}
