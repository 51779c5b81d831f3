using DarkLang.Runtime.Control;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens;

/// <summary>Makes the lines of the overview: a pure function of the model and the size.</summary>
internal static class OverviewScreen
{
    public const int LeastWidth = 40;
    public const int LeastHeight = 12;

    /// <summary>Exactly as many lines as the screen is high, each as wide as it.</summary>
    public static IReadOnlyList<ScreenLine> Render(OverviewModel model, int width, int height)
    {
        var lines = width < LeastWidth || height < LeastHeight
            ? [ScreenLine.Of($"too small: {width}x{height}, needs {LeastWidth}x{LeastHeight}", Tone.Warning)]
            : model.ShowsHelp ? HelpScreen.Render(width) : Overview(model, width, height);
        return [.. lines.Concat(Enumerable.Repeat(ScreenLine.Empty, height)).Take(height).Select(line => line.Fit(width))];
    }

    private static IEnumerable<ScreenLine> Overview(OverviewModel model, int width, int height)
    {
        var header = OverviewHeader.Render(model, width);
        IReadOnlyList<ScreenLine> body =
        [
            .. OverviewSections.Workers(model, width),
            .. OverviewSections.Crons(model, width),
            .. OverviewSections.NotFound(model, width),
        ];
        var room = height - header.Count - 2;
        return [.. header, .. Window(body, room), Detail(model), Footer(width)];
    }

    /// <summary>The part of the lines with the selected one in it; what is left out is counted.</summary>
    private static IEnumerable<ScreenLine> Window(IReadOnlyList<ScreenLine> lines, int room)
    {
        if (lines.Count <= room)
            return lines.Concat(Enumerable.Repeat(ScreenLine.Empty, room - lines.Count));
        var selected = lines.Select((line, i) => line.IsSelected ? i : 0).Max();
        var first = Math.Clamp(selected - (room / 2), 0, lines.Count - room);
        var shown = lines.Skip(first).Take(room).ToList();
        if (first > 0)
            shown[0] = ScreenLine.Of($"  ↑ {first + 1} more lines", Tone.Faint);
        var below = lines.Count - first - room;
        if (below > 0)
            shown[^1] = ScreenLine.Of($"  ↓ {below + 1} more lines", Tone.Faint);
        return shown;
    }

    /// <summary>The line above the footer: what just happened, or else what is to know about the selected row.</summary>
    private static ScreenLine Detail(OverviewModel model)
    {
        if (model.Notice is { } notice)
            return ScreenLine.Of(" " + Words.OneLine(notice), Tone.Strong);
        if (model.Status.Damage is [var damage, ..])
            return ScreenLine.Of($" the store is damaged: {Words.OneLine(damage)}", Tone.Bad);
        return ScreenLine.Of(" " + Words.OneLine(About(model)), Tone.Faint);
    }

    private static string About(OverviewModel model) => model.Selected switch
    {
        { Kind: RowKind.Worker, Name: var name } => About(model.Status.Workers.Single(worker => worker.Name == name), model.Status.Now),
        { Kind: RowKind.Cron, Name: var name } when model.Status.Crons.Single(cron => cron.Name == name) is var cron =>
            cron.Pause is { } pause ? Paused(pause, model.Status.Now) : cron.Dead > 0 ? Dead(cron.Dead) : $"{cron.Name}: {cron.Schedule}",
        { Kind: RowKind.NotFound, Name: var name } when model.Status.NotFound.Single(missing => missing.Name == name) is var missing =>
            $"write `worker {name}` and they run{(missing.Event is { } json ? $"; the newest is {json}" : "")}",
        _ => "",
    };

    private static string About(WorkerView worker, DateTimeOffset now) => worker switch
    {
        { Pause: { } pause } => Paused(pause, now),
        { Dead: > 0 } => Dead(worker.Dead),
        { WaitingForCode: > 0 } => "some wait for newer code: `dark queue ls` shows them",
        { Ready: 0, Running: 0, Retrying: 0, Delayed: 0, Done: 0, Died: 0 } => $"nothing yet: try `dark emit {worker.Name} '{{}}'`",
        _ => $"{worker.Name}: {Words.Count(worker.Done)} done, {Words.Count(worker.Died)} died",
    };

    private static string Paused(PauseView pause, DateTimeOffset now) =>
        $"paused by {pause.By} {Words.Duration(now - pause.At)} ago{(pause.Why is null ? "" : $": {pause.Why}")}";

    private static string Dead(long count) => $"{Words.Count(count)} dead: `dark dead ls` says why";

    private static ScreenLine Footer(int width)
    {
        var pieces = new List<Piece>();
        var left = width;
        foreach (var entry in Keys.All.Where(entry => entry.Deed != Deed.Back))
        {
            left -= Words.Width(entry.Shown) + Words.Width(entry.Name) + 3;
            if (left < 0)
                break;
            pieces.Add(new Piece($" {entry.Shown}", Tone.Strong));
            pieces.Add(new Piece($" {entry.Name} ", Tone.Faint));
        }
        return new ScreenLine(pieces);
    }
}
