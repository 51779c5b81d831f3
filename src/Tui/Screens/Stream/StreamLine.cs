using DarkLang.Runtime.Control.Events;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens.Stream;

/// <summary>Something that happened, in one line.</summary>
internal static class StreamLine
{
    private const int WidthOfName = 20;
    private const int WidthOfWhat = 18;

    public static ScreenLine Of(EventLogEntry happening, CanvasModel model, bool isSelected)
    {
        var @event = happening.Event;
        var what = What(@event);
        return new ScreenLine(
        [
            new Piece(isSelected ? "▶ " : "  ", Tone.Strong),
            new Piece(TimeZoneInfo.ConvertTime(@event.At, model.Setup.Zone)
                .ToString("HH:mm:ss.fff ", System.Globalization.CultureInfo.InvariantCulture), Tone.Faint),
            what with { Text = Words.Fit(what.Text, WidthOfWhat) + " " },
            new Piece(Words.Fit(Words.OneLine(@event.Handler?.Name ?? ""), WidthOfName) + " "),
            new Piece(Words.OneLine(Rest(@event)), @event.Failure is null ? Tone.Plain : Tone.Bad),
        ], isSelected, happening.Row);
    }

    /// <summary>What a filter looks at.</summary>
    public static string Text(ControlEvent @event) => $"{What(@event).Text} {@event.Handler} {Rest(@event)} {@event.Message}";

    private static Piece What(ControlEvent @event) => @event switch
    {
        { Kind: EventKinds.Message, State: "done" } => new("○ done", Tone.Good),
        { Kind: EventKinds.Message, State: "dead" } => new("✗ dead", Tone.Bad),
        { Kind: EventKinds.Message, State: var state } => new($"◌ {state}", Tone.Warning),
        { Kind: EventKinds.Trace, Trace.Outcome: var outcome } => Outcomes.Of(outcome),
        { Kind: EventKinds.Log, Log.Level: "error" } => new("  log error", Tone.Bad),
        { Kind: EventKinds.Log, Log.Level: "warn" } => new("  log warn", Tone.Warning),
        { Kind: EventKinds.Log } => new("  log"),
        { Kind: EventKinds.NotFound } => new("  404", Tone.Warning),
        { Kind: EventKinds.Paused } => new("‖ paused", Tone.Warning),
        { Kind: EventKinds.Resumed } => new("● resumed", Tone.Good),
        { Kind: EventKinds.Fired } => new("● fired", Tone.Good),
        { Loaded.IsRefused: true } => new("✗ files refused", Tone.Bad),
        { Kind: EventKinds.Loaded } => new("● files read", Tone.Good),
        { Kind: EventKinds.Gap } => new("… missed", Tone.Warning),
        _ => new(@event.Kind),
    };

    private static string Rest(ControlEvent @event) => @event switch
    {
        { Failure: { } failure } => $"{Took(@event)}{failure.Code} {failure.Message} at {failure.At}",
        { Log: { } log } => log.Fields.Json is "{}" or "null" ? log.Message : $"{log.Message} {log.Fields.Text}",
        { EmittedFrom: { } from } => $"emitted from {from}",
        { Pause: { } pause } => $"by {pause.By}{(pause.Why is { } why ? $": {why}" : "")}",
        { Loaded: { IsRefused: true } refused } => $"{Words.Several(refused.Problems.Count, "problem")}; version {refused.Version} runs on",
        { Loaded: { } loaded } => $"version {loaded.Version} runs",
        { Kind: EventKinds.Gap, Missed: { } missed } => $"{Words.Several(missed, "event")} came too fast",
        { Kind: EventKinds.Gap } => "the canvas was started again",
        _ => Took(@event),
    };

    private static string Took(ControlEvent @event) =>
        @event.Trace is { } trace ? $"{Words.Took(trace.Duration)}{(trace.Attempt > 1 ? $", attempt {trace.Attempt}" : "")}  " : "";
}
