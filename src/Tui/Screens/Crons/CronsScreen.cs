using DarkLang.Tui.Screens.Handlers;
using DarkLang.Tui.Screens.Messages;
using DarkLang.Tui.Screens.Overview;

namespace DarkLang.Tui.Screens.Crons;

/// <summary>The crons: when they are due, and how they ran.</summary>
internal sealed record CronsScreen : ListScreen
{
    private const int MostDueTimes = 5;

    /// <summary>The schedule stands in the detail.</summary>
    private static readonly Column<CronView>[] Columns = [.. CronColumns.All.Except([CronColumns.Schedule])];

    /// <summary>The coming due times of the selected cron, as fetched.</summary>
    private (string Cron, ImmutableArray<DateTimeOffset> Times) DueTimes { get; init; } = ("", []);

    public override ScreenKind Kind => ScreenKind.Crons;

    public override HandlerId? Handler => Selection.Row is { } name ? HandlerId.Cron(name) : null;

    public override IReadOnlyList<HandlerId> Handlers => [.. Selection.Chosen.Select(HandlerId.Cron)];

    public override IEnumerable<ScreenLine> Render(CanvasModel model, int width, int height) => Page(
        model, width, height, "Crons", Columns, [.. Crons(model)], cron => cron.Name, cron => Detail(cron, model),
        model.Status.Crons is [] ? "none: add `cron NAME every 1h` to the canvas" : NoMatch("cron"));

    public override string About(CanvasModel model) => Selected(model) is { } cron ? OverviewDetail.About(cron, model.Status.Now) : "";

    public override ScreenResult? Do(UiCommand command, CanvasModel model) => command switch
    {
        UiCommand.Open when model.Connection != ConnectionState.Attached => ScreenResult.Refuse(model, HandlerActions.NoRuntime),
        UiCommand.Open when Handler is { } cron =>
            new ScreenResult(model.Push(new HandlerScreen(cron) { Tab = HandlerTab.Traces }), ClientRequest.Refresh),
        UiCommand.TogglePause => HandlerActions.TogglePause(model),
        UiCommand.RunCron => HandlerActions.RunCron(model),
        // Another row has other due times.
        UiCommand.Up or UiCommand.Down => new ScreenResult(model.Move(command == UiCommand.Up ? -1 : 1), ClientRequest.Refresh),
        _ => null,
    };

    public override async Task<Func<Screen, Screen>?> Fetch(IControlClient client, CancellationToken cancellation)
    {
        if (Selection.Row is not { } cron)
            return null;
        var times = await client.Ask(Operations.NextDue, new(cron, MostDueTimes), cancellation);
        return screen => screen is CronsScreen crons ? crons with { DueTimes = (cron, [.. times]) } : screen;
    }

    protected override IEnumerable<string> RowsIn(CanvasModel model) => Crons(model).Select(cron => cron.Name);

    private IEnumerable<CronView> Crons(CanvasModel model) => model.Status.Crons.Where(cron => Passes(cron.Name, cron.Schedule));

    private CronView? Selected(CanvasModel model) => model.Status.Crons.FirstOrDefault(cron => cron.Name == Selection.Row);

    private IEnumerable<ScreenLine> Detail(CronView cron, CanvasModel model)
    {
        yield return MessageDetail.Field("schedule", cron.Schedule);
        yield return MessageDetail.Field("catchUp", cron.CatchUp.Word());
        yield return MessageDetail.Field("overlap", cron.Overlap.Word());
        if (cron.Skipped > 0)
            yield return MessageDetail.Field(
                "skipped", $"{DisplayText.Quantity(cron.Skipped, "time")}, because the previous run had not ended");
        var (running, dead, done) = (DisplayText.Count(cron.Running), DisplayText.Count(cron.Dead), DisplayText.Count(cron.Done));
        yield return MessageDetail.Field("counts", $"{running} running, {dead} dead, {done} done");
        if (cron.State == HandlerState.Paused)
            yield return ScreenLine.Of("paused: `p` resumes it", Tone.Warning);
        else if (DueTimes.Cron == cron.Name)
            foreach (var time in DueTimes.Times)
                yield return MessageDetail.Field("next", $"{MomentOf(time, model)}, in {DisplayTime.Age(time - model.Status.Now)}");
        foreach (var trace in cron.Traces)
            yield return new ScreenLine([
                new Piece("ran      ", Tone.Faint),
                new Piece($"{MomentOf(trace.StartedAt, model)}  "),
                Piece.Of(StateText.SignedOutcome(trace.Outcome)),
                new Piece($"  {DisplayTime.Duration(trace.Duration)}")]);
        if (cron.Traces is [])
            yield return ScreenLine.Of("it has not run yet: `r` runs it now", Tone.Faint);
    }

    private static string MomentOf(DateTimeOffset time, CanvasModel model) => DisplayTime.Moment(time, model.Status.Now);
}
