namespace DarkLang.Runtime.Alerts;

/// <summary>The failures of one handler with one code: their number, and the newest one.</summary>
internal sealed record ReportedFailure(string Handler, int Count, Failure Failure, Guid Message, Guid Trace);

/// <summary>The attempts that reached one hole: their number, and the newest one.</summary>
internal sealed record ReportedHole(string Handler, int Count, string At, Guid Message, Guid Trace);

/// <summary>A queue that exceeded a limit.</summary>
/// <param name="Peak">The largest value since then, in seconds or messages.</param>
/// <param name="HasRecovered">Whether the queue is below the limit again.</param>
internal sealed record ReportedQueue(string Handler, long Peak, bool HasRecovered);

/// <summary>The contents of a report, and the event that it becomes. The check declares the type of that event.</summary>
internal sealed record AlertReport(
    string Alert, DateTimeOffset Since, DateTimeOffset Until, IReadOnlyList<ReportedFailure> Dead, IReadOnlyList<ReportedFailure> Errors,
    IReadOnlyList<ReportedHole> Holes, IReadOnlyList<ReportedQueue> Late, IReadOnlyList<ReportedQueue> Backlog)
{
    /// <summary>The most entries of each list: a report is an event and has to stay small.</summary>
    private const int MaxEntries = 100;

    private const int MaxErrorLength = 500;

    public Value ToEvent() => Record(
        ("alert", Value.String(Alert)),
        ("since", Value.Date(Since)),
        ("until", Value.Date(Until)),
        ("text", Value.String(string.Join('\n', Lines().Take(MaxEntries)))),
        ("dead", List(Dead, Entry)),
        ("error", List(Errors, Entry)),
        ("incomplete", List(Holes, Entry)),
        ("late", List(Late, queue => Record(("handler", Value.String(queue.Handler)), ("oldestSeconds", Value.Int(queue.Peak))))),
        ("backlog", List(Backlog, queue => Record(("handler", Value.String(queue.Handler)), ("ready", Value.Int(queue.Peak))))),
        ("leftOut", Value.Int(
            LeftOut(Dead.Count) + LeftOut(Errors.Count) + LeftOut(Holes.Count) + LeftOut(Late.Count) + LeftOut(Backlog.Count))));

    private IEnumerable<string> Lines() =>
    [
        .. Dead.Select(dead => $"{Plural(dead.Count, "dead letter")} of {dead.Handler}: {Line(dead.Failure)}"),
        .. Errors.Select(error => $"{Plural(error.Count, "failed attempt")} of {error.Handler}: {Line(error.Failure)}"),
        .. Holes.Select(hole => $"{Plural(hole.Count, "attempt")} of {hole.Handler} reached code that is not written yet at {hole.At}"),
        .. Late.Select(queue => queue.HasRecovered
            ? $"{queue.Handler} was late: its oldest ready message waited for {queue.Peak} s"
            : $"{queue.Handler} is late: its oldest ready message has been waiting for {queue.Peak} s"),
        .. Backlog.Select(queue => queue.HasRecovered
            ? $"{queue.Handler} had a backlog of up to {Plural(queue.Peak, "ready message")}"
            : $"{queue.Handler} has a backlog of {Plural(queue.Peak, "ready message")}"),
    ];

    private static string Line(Failure failure) => $"error[{failure.Code}]: {Short(failure.Message)} at {failure.At}";

    private static Value Entry(ReportedFailure failure) => Record(
        ("handler", Value.String(failure.Handler)),
        ("count", Value.Int(failure.Count)),
        ("code", Value.String(failure.Failure.Code)),
        ("error", Value.String(Short(failure.Failure.Message))),
        ("at", Value.String(failure.Failure.At)),
        ("message", Value.String(failure.Message.ToString())),
        ("trace", Value.String(failure.Trace.ToString())));

    private static Value Entry(ReportedHole hole) => Record(
        ("handler", Value.String(hole.Handler)),
        ("count", Value.Int(hole.Count)),
        ("at", Value.String(hole.At)),
        ("message", Value.String(hole.Message.ToString())),
        ("trace", Value.String(hole.Trace.ToString())));

    private static int LeftOut(int entries) => Math.Max(0, entries - MaxEntries);

    private static Value List<T>(IReadOnlyList<T> entries, Func<T, Value> toValue) =>
        Value.Of(new ListValue([.. entries.Take(MaxEntries).Select(toValue)]));

    private static Value Record(params (string Name, Value Value)[] fields)
    {
        var record = new DictBuilder(fields.Length);
        foreach (var (name, value) in fields)
            record.Set(name, value);
        return Value.Of(record.ToDict());
    }

    private static string Short(string text) => text.Length <= MaxErrorLength ? text : string.Concat(text.AsSpan(0, MaxErrorLength), "…");

    private static string Plural(long count, string thing) => count == 1 ? $"1 {thing}" : $"{count} {thing}s";
}
