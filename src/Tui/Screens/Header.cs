using DarkLang.Runtime.Control;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens;

/// <summary>The canvas, its state and its totals: one line, or two where room is short.</summary>
internal static class Header
{
    private const int ShortestName = 8;
    private const int RoomForTitle = 60;

    public static IReadOnlyList<ScreenLine> Render(CanvasModel model, int width)
    {
        var state = State(model);
        var totals = Totals(model.Status);
        var name = Words.OneLine(model.Status.Canvas is "" ? "(no canvas)" : Path.GetFileName(model.Status.Canvas));
        var title = width < RoomForTitle ? " " : " dark  ";
        var besideName = title.Length + 2 + Words.Width(state.Text);
        name = Words.Cut(name, Math.Max(ShortestName, width - besideName));
        var left = new Piece[] { new(title, Tone.Faint), new(name, Tone.Strong), new("  "), state };
        var gap = width - besideName - Words.Width(name) - Words.Width(totals.Text) - 1;
        return gap >= 2
            ? [new ScreenLine([.. left, new Piece(new string(' ', gap)), .. totals.Pieces])]
            : [new ScreenLine(left), new ScreenLine([new Piece(" "), .. totals.Pieces])];
    }

    private static Piece State(CanvasModel model) => model switch
    {
        { Link: Link.Lost } => new("○ disconnected, trying again", Tone.Bad),
        { Link: Link.AtRest } => new("■ stopped", Tone.Warning),
        { Status.State: "running" } => new("● running" + Since(model.Status), Tone.Good),
        _ => new($"◐ {model.Status.State}" + Since(model.Status), Tone.Warning),
    };

    private static string Since(StatusView status) => status.StartedAt is { } start ? " " + Words.Duration(status.Now - start) : "";

    private static ScreenLine Totals(StatusView status)
    {
        var ready = status.Workers.Sum(worker => worker.Ready);
        var running = status.Workers.Sum(worker => worker.Running) + status.Crons.Sum(cron => cron.Running);
        var dead = status.Workers.Sum(worker => worker.Dead) + status.Crons.Sum(cron => cron.Dead);
        var notFound = status.NotFound.Sum(name => name.Messages);
        return new ScreenLine(
        [
            new Piece($"ready {Words.Count(ready)}  run {Words.Count(running)}  "),
            new Piece($"dead {Words.Count(dead)}", dead > 0 ? Tone.Bad : Tone.Plain),
            new Piece($"  404 {Words.Count(notFound)}", notFound > 0 ? Tone.Warning : Tone.Plain),
        ]);
    }
}
