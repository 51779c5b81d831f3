namespace DarkLang.Tui.Screens.Messages;

/// <summary>A message or a trace in full.</summary>
internal static class MessageDetail
{
    private const int MostLines = 200;

    public static IReadOnlyList<ScreenLine> Of(TraceHeaderView trace, DateTimeOffset now) =>
    [
        Field("trace", trace.Id.ToString()),
        new ScreenLine([new Piece("outcome  ", Tone.Faint), Piece.Of(StateText.SignedOutcome(trace.Outcome))]),
        Field("started", At(trace.StartedAt, now)),
        Field("duration", DisplayTime.Duration(trace.Duration)),
        Field("attempt", trace.Attempt.ToString(CultureInfo.InvariantCulture)),
        Field("message", trace.Message.ToString()),
        .. trace.Pinned ? [Field("pinned", "kept until it is unpinned")] : Array.Empty<ScreenLine>(),
    ];

    public static IReadOnlyList<ScreenLine> Of(WayRow row, DateTimeOffset now) =>
    [
        Field("message", row.Step.Message.ToString()),
        Field("handler", row.Step.Handler.ToString()),
        new ScreenLine([new Piece("state    ", Tone.Faint), Piece.Of(StateText.Message(row.Step.State))]),
        Field(row.Step.State is MessageState.Done or MessageState.Dead or MessageState.Removed ? "ended" : "emitted", At(row.Step.At, now)),
        .. row.Step.Duration is { } duration ? [Field("duration", DisplayTime.Duration(duration))] : Array.Empty<ScreenLine>(),
        .. row.Step.Attempts > 1 ? [Field("attempts", DisplayText.Count(row.Step.Attempts))] : Array.Empty<ScreenLine>(),
        .. row.Step.Parent is { } parent ? [Field("parent", parent.ToString())] : Array.Empty<ScreenLine>(),
        Field("trace", row.Step.Trace?.ToString() ?? "none is kept"),
    ];

    public static IEnumerable<ScreenLine> Of(MessageView message, DateTimeOffset now)
    {
        if (message.Failure is { } failure)
        {
            yield return ScreenLine.Of(DisplayText.PrintableLine($"{failure.Code} {failure.Message}"), Tone.Bad);
            yield return Field("at", failure.At);
            if (failure.Help is { } help)
                yield return Field("help", help);
        }
        yield return Field("message", message.Id.ToString());
        yield return Field("emitted", $"{At(message.EmittedAt, now)} from {message.EmittedFrom}");
        if (message.Consumer is { } consumer)
            yield return Field("claimed", $"by {consumer}");
        if (message.Due > now)
            yield return Field("due", $"in {DisplayTime.Age(message.Due - now)}");
        if (message.Key is { } key)
            yield return Field("key", key);
        if (message.Share is { } share)
            yield return Field("share", share);
        if (message.Priority != 0)
            yield return Field("priority", message.Priority.ToString(CultureInfo.InvariantCulture));
        if (message.Parent is { } parent)
            yield return Field("parent", parent.ToString());
        foreach (var line in (message.Event?.Text ?? "No input parameters").Split('\n').Take(MostLines))
            yield return ScreenLine.Of(DisplayText.PrintableLine(line));
    }

    public static ScreenLine Field(string name, string value) =>
        new([new Piece(name.PadRight(9), Tone.Faint), new Piece(DisplayText.PrintableLine(value))]);

    private static string At(DateTimeOffset at, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z, {DisplayTime.Age(now - at)} ago");
}
