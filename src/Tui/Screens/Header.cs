namespace DarkLang.Tui.Screens;

/// <summary>The canvas, its state and its totals: on one line, or on two of a narrow screen.</summary>
internal static class Header
{
    private const int ShortestName = 8;
    private const int RoomForTitle = 60;

    public static IReadOnlyList<ScreenLine> Render(CanvasModel model, int width)
    {
        var state = State(model);
        var rights = new Piece(model.Setup.IsReadOnly ? "  [ro]" : "  [rw]", model.Setup.IsReadOnly ? Tone.Warning : Tone.Faint);
        var totals = Totals(model, withClock: width >= RoomForTitle);
        var name = DisplayText.PrintableLine(model.Status.Canvas is "" ? "(no canvas)" : Path.GetFileName(model.Status.Canvas));
        var title = width < RoomForTitle ? " " : " dark  ";
        var besideName = title.Length + 2 + TextFit.Width(state.Text) + TextFit.Width(rights.Text);
        name = TextFit.Cut(name, Math.Max(ShortestName, width - besideName));
        var left = new Piece[] { new(title, Tone.Faint), new(name, Tone.Strong), new("  "), state, rights };
        var gap = width - besideName - TextFit.Width(name) - TextFit.Width(totals.Text) - 1;
        return gap >= 2
            ? [new ScreenLine([.. left, new Piece(new string(' ', gap)), .. totals.Pieces]), .. Banner(model)]
            : [new ScreenLine(left), new ScreenLine([new Piece(" "), .. totals.Pieces]), .. Banner(model)];
    }

    /// <summary>Every screen reports refused files: the running version is another one.</summary>
    private static IEnumerable<ScreenLine> Banner(CanvasModel model) => model.Status.Loaded is { IsRefused: true } refused
        ? [ScreenLine.Of($" ✗ {Errors(refused)} in the files: version {refused.Version} keeps running; `6` shows more", Tone.Bad)]
        : [];

    private static string Errors(LoadView refused) =>
        DisplayText.Quantity(refused.Problems.Count(problem => problem.Severity == Severity.Error), "error");

    private static Piece State(CanvasModel model) => model switch
    {
        { Connection: ConnectionState.Lost } => new("○ disconnected, trying again", Tone.Bad),
        { Connection: ConnectionState.AtRest } => new("■ stopped", Tone.Warning),
        { Status.State: EngineState.Running } => new("● running" + Since(model.Status), Tone.Good),
        _ => new($"◐ {model.Status.State.Word()}" + Since(model.Status), Tone.Warning),
    };

    private static string Since(StatusView status) => status.StartedAt is { } start ? " " + DisplayTime.Clock(status.Now - start) : "";

    private static ScreenLine Totals(CanvasModel model, bool withClock)
    {
        var status = model.Status;
        var depth = status.Workers.Sum(worker => worker.Ready + worker.Delayed + worker.Running + worker.Retrying + worker.WaitingForCode)
            + status.Crons.Sum(cron => cron.Running);
        var dead = status.Workers.Sum(worker => worker.Dead) + status.Crons.Sum(cron => cron.Dead);
        var notFound = status.NotFound.Sum(name => name.Messages);
        return new ScreenLine(
        [
            new Piece($"depth {DisplayText.ShortCount(depth)}  "),
            new Piece(model.Throughput.PerSecond is { } rate ? Rate(rate) : ""),
            new Piece($"dead {DisplayText.ShortCount(dead)}", dead > 0 ? Tone.Bad : Tone.Plain),
            new Piece($"  404 {DisplayText.ShortCount(notFound)}", notFound > 0 ? Tone.Warning : Tone.Plain),
            new Piece(!withClock ? "" : " " + status.Now.UtcDateTime
                .ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture), Tone.Faint),
        ]);
    }

    private static string Rate(double rate) =>
        rate is 0 or >= 10 ? $"{DisplayText.ShortCount((long)rate)}/s  " : string.Create(CultureInfo.InvariantCulture, $"{rate:0.0}/s  ");
}
