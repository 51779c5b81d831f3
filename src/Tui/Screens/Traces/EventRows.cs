namespace DarkLang.Tui.Screens.Traces;

/// <summary>An input or an output of an attempt.</summary>
/// <param name="Message">The message that was emitted.</param>
internal sealed record EventRow(string Kind, string Text, Value? Value, Tone Tone = Tone.Plain, Guid? Message = null);

/// <summary>The input, impure calls, emits, log lines and result of an attempt as rows.</summary>
internal static class EventRows
{
    public static IReadOnlyList<EventRow> Of(TraceView trace) =>
    [
        trace.Input is null
            ? new EventRow("input", "No input parameters", null, Tone.Faint)
            : new EventRow("input", DisplayText.ValueLine(trace.Input.Text), Read(trace.Input)),
        .. trace.Consumer is { } consumer
            ? [new EventRow("by", $"{consumer}, outside the canvas", null)] : Array.Empty<EventRow>(),
        .. trace.Effects.Select(Effect),
        .. LeftOut("call", trace.EffectsLeftOut, "impure calls"),
        .. trace.Emits.Select(
            emit => new EventRow(
                "emit", $"to {emit.Worker}  {DisplayText.ValueLine(emit.Event.Text)}", Read(emit.Event), Message: emit.Message)),
        .. LeftOut("emit", trace.EmitsLeftOut, "emits"),
        .. trace.Log.Select(line => new EventRow(
            "log", $"+{DisplayTime.Duration(line.At - trace.Header.StartedAt)}  {line.Level.Word()}  {line.Message}  ({line.Place})",
            Read(line.Fields), line.Level == LogLevel.Info ? Tone.Plain : Tone.Warning)),
        .. LeftOut("log", trace.LogLeftOut, "log lines"),
        End(trace),
    ];

    public static ScreenLine Line(EventRow row, bool isSelected) => new(
    [
        new Piece($"  {TextFit.Fit(row.Kind, 7)}", Tone.Faint),
        new Piece(DisplayText.PrintableLine(row.Text), row.Tone),
        .. row.Message is null ? Array.Empty<Piece>() : [new Piece("  ⏎", Tone.Faint)],
    ], isSelected);

    private static EventRow Effect(TraceEffectView effect) => effect switch
    {
        { Error: { } error } => new EventRow("call", $"{effect.Function}  ✗ {error.Message}  ({effect.At})", null, Tone.Bad),
        { Result: { } result } => new EventRow(
            "call", $"{effect.Function}  = {result.Text}{From(effect)}  ({effect.At})", Read(result)),
        _ => new EventRow("call", $"{effect.Function}  its result was too large to keep  ({effect.At})", null, Tone.Warning),
    };

    private static string From(TraceEffectView effect) =>
        effect.AnsweredFrom is { } attempt ? $"  from the record of attempt {attempt}" : "";

    private static EventRow End(TraceView trace) => trace switch
    {
        { Failure: { } failure } => new EventRow("error", $"{failure.Code} {failure.Message}  ({failure.At})", null, Tone.Bad),
        { IncompleteAt: { } at } => new EventRow("end", $"incomplete: no code written yet at {at}", null, Tone.Warning),
        { Header.Outcome: TraceOutcome.Snoozed } => new EventRow("end", "snoozed: the message runs again later", null, Tone.Warning),
        { Result: { } result } => new EventRow("result", result.Text, Read(result), Tone.Good),
        _ => new EventRow("end", "no result", null, Tone.Faint),
    };

    private static IEnumerable<EventRow> LeftOut(string kind, int count, string what) =>
        count > 0 ? [new EventRow(kind, $"… {DisplayText.Count(count)} more {what}, not kept", null, Tone.Warning)] : [];

    private static Value Read(ValueView view)
    {
        try
        {
            if (view.Encoded is { } encoded)
                return ValueEncoding.Decode(encoded);
        }
        catch (InvalidDataException)
        {
            // Its JSON says so.
        }
        return view.Json is { } json && ValueJson.TryRead(json, out var value, out _) ? value : Value.String(view.Text);
    }
}
