namespace DarkLang.Tui.Screens.Stream;

/// <summary>An event on one line.</summary>
internal static class StreamLine
{
    private const int WidthOfName = 20;
    private const int WidthOfKind = 18;

    public static ScreenLine Of(EventLogEntry entry, CanvasModel model, bool isSelected)
    {
        var @event = entry.Event;
        var kind = Kind(@event);
        return new ScreenLine(
        [
            new Piece(isSelected ? "▶ " : "  ", Tone.Strong),
            new Piece(@event.At.UtcDateTime
                .ToString("HH:mm:ss.fff'Z' ", System.Globalization.CultureInfo.InvariantCulture), Tone.Faint),
            kind with { Text = TextFit.Fit(kind.Text, WidthOfKind) + " " },
            new Piece(TextFit.Fit(DisplayText.PrintableLine(@event.Handler?.Name ?? ""), WidthOfName) + " "),
            new Piece(DisplayText.PrintableLine(Rest(@event)), @event.Failure is null ? Tone.Plain : Tone.Bad),
        ], isSelected, entry.Row);
    }

    /// <summary>The text that a filter searches.</summary>
    public static string Text(ControlEvent @event) => $"{Kind(@event).Text} {@event.Handler} {Rest(@event)} {@event.Message}";

    private static Piece Kind(ControlEvent @event) => @event switch
    {
        { Kind: EventKind.Message, State: MessageState.Done } => new("○ done", Tone.Good),
        { Kind: EventKind.Message, State: MessageState.Dead } => new("✗ dead", Tone.Bad),
        { Kind: EventKind.Message, State: { } state } => new($"◌ {state.Word()}", Tone.Warning),
        { Kind: EventKind.Trace, Trace.Outcome: var outcome } => Piece.Of(StateText.SignedOutcome(outcome)),
        { Kind: EventKind.Log, Log.Level: LogLevel.Error } => new("  log error", Tone.Bad),
        { Kind: EventKind.Log, Log.Level: LogLevel.Warn } => new("  log warn", Tone.Warning),
        { Kind: EventKind.Log } => new("  log"),
        { Kind: EventKind.NotFound } => new("  404", Tone.Warning),
        { Kind: EventKind.Paused } => new("‖ paused", Tone.Warning),
        { Kind: EventKind.Resumed } => new("● resumed", Tone.Good),
        { Kind: EventKind.Fired } => new("● fired", Tone.Good),
        { Loaded.IsRefused: true } => new("✗ files refused", Tone.Bad),
        { Kind: EventKind.Loaded } => new("● files read", Tone.Good),
        { Kind: EventKind.Gap } => new("… missed", Tone.Warning),
        _ => new(@event.Kind.Word()),
    };

    private static string Rest(ControlEvent @event) => @event switch
    {
        { Failure: { } failure } => $"{Took(@event)}{failure.Code} {failure.Message} at {failure.At}",
        { Log: { } log } => log.Fields.Json is "{}" or "null" ? log.Message : $"{log.Message} {DisplayText.ValueLine(log.Fields.Text)}",
        { EmittedFrom: { } from } => $"emitted from {from}",
        { Pause: { } pause } => $"by {pause.By}{(pause.Why is { } why ? $": {why}" : "")}",
        { Loaded: { IsRefused: true } refused } =>
            $"{DisplayText.Quantity(refused.Problems.Count, "problem")}; version {refused.Version} keeps running",
        { Loaded: { } loaded } => $"version {loaded.Version} runs",
        { Kind: EventKind.Gap, Missed: { } missed } => $"{DisplayText.Quantity(missed, "event")} came too fast",
        { Kind: EventKind.Gap } => "the canvas was restarted",
        _ => Took(@event),
    };

    private static string Took(ControlEvent @event) =>
        @event.Trace is not { } trace ? ""
        : trace.Attempt > 1 ? $"{DisplayTime.Duration(trace.Duration)}, attempt {trace.Attempt}  "
        : $"{DisplayTime.Duration(trace.Duration)}  ";
}
