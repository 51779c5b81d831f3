using DarkLang.Lang.Values;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Alerts;

/// <summary>Failures of one handler with one code, and the newest of them.</summary>
internal sealed record ReportedFailure(string Handler, int Count, Failure Failure, Guid Message, Guid Trace);

/// <summary>Attempts that reached one hole, and the newest of them.</summary>
internal sealed record ReportedHole(string Handler, int Count, string At, Guid Message, Guid Trace);

/// <summary>A queue that came over a limit.</summary>
/// <param name="Most">The most that was seen: seconds, or messages.</param>
/// <param name="IsOver">It is below the limit again.</param>
internal sealed record ReportedQueue(string Handler, long Most, bool IsOver);

/// <summary>What a report tells, and the event that it becomes: of the form that the check knows for alerts.</summary>
internal sealed record AlertReport(
    string Alert,
    DateTimeOffset Since,
    DateTimeOffset Until,
    IReadOnlyList<ReportedFailure> Dead,
    IReadOnlyList<ReportedFailure> Errors,
    IReadOnlyList<ReportedHole> Holes,
    IReadOnlyList<ReportedQueue> Late,
    IReadOnlyList<ReportedQueue> Backlog)
{
    /// <summary>Of each list; a report is an event and has to stay a small one.</summary>
    private const int MostEntries = 100;

    private const int LongestError = 500;

    public Value ToEvent() => Record(
        ("alert", Value.String(Alert)),
        ("since", Value.Date(Since)),
        ("until", Value.Date(Until)),
        ("text", Value.String(string.Join('\n', Lines().Take(MostEntries)))),
        ("dead", List(Dead, Entry)),
        ("error", List(Errors, Entry)),
        ("incomplete", List(Holes, Entry)),
        ("late", List(Late, queue => Record(("handler", Value.String(queue.Handler)), ("oldestSeconds", Value.Int(queue.Most))))),
        ("backlog", List(Backlog, queue => Record(("handler", Value.String(queue.Handler)), ("ready", Value.Int(queue.Most))))),
        ("leftOut", Value.Int(
            LeftOut(Dead.Count) + LeftOut(Errors.Count) + LeftOut(Holes.Count) + LeftOut(Late.Count) + LeftOut(Backlog.Count))));

    private IEnumerable<string> Lines() =>
    [
        .. Dead.Select(seen => $"{Several(seen.Count, "dead letter")} of {seen.Handler}: {Line(seen.Failure)}"),
        .. Errors.Select(seen => $"{Several(seen.Count, "failed attempt")} of {seen.Handler}: {Line(seen.Failure)}"),
        .. Holes.Select(seen => $"{Several(seen.Count, "attempt")} of {seen.Handler} reached code that is not written yet at {seen.At}"),
        .. Late.Select(queue => queue.IsOver
            ? $"{queue.Handler} was late: the oldest message waited for {queue.Most} s"
            : $"{queue.Handler} is late: the oldest message waits for {queue.Most} s"),
        .. Backlog.Select(queue =>
            $"{queue.Handler} {(queue.IsOver ? "had a backlog: up to" : "has a backlog:")} {Several(queue.Most, "message")} ready"),
    ];

    private static string Line(Failure failure) => $"error[{failure.Code}]: {Short(failure.Message)} at {failure.At}";

    private static Value Entry(ReportedFailure seen) => Record(
        ("handler", Value.String(seen.Handler)),
        ("count", Value.Int(seen.Count)),
        ("code", Value.String(seen.Failure.Code)),
        ("error", Value.String(Short(seen.Failure.Message))),
        ("at", Value.String(seen.Failure.At)),
        ("message", Value.String(seen.Message.ToString())),
        ("trace", Value.String(seen.Trace.ToString())));

    private static Value Entry(ReportedHole seen) => Record(
        ("handler", Value.String(seen.Handler)),
        ("count", Value.Int(seen.Count)),
        ("at", Value.String(seen.At)),
        ("message", Value.String(seen.Message.ToString())),
        ("trace", Value.String(seen.Trace.ToString())));

    private static int LeftOut(int entries) => Math.Max(0, entries - MostEntries);

    private static Value List<T>(IReadOnlyList<T> entries, Func<T, Value> of) =>
        Value.Of(new ListValue([.. entries.Take(MostEntries).Select(of)]));

    private static Value Record(params (string Name, Value Value)[] fields)
    {
        var record = new DictBuilder(fields.Length);
        foreach (var (name, value) in fields)
            record.Set(name, value);
        return Value.Of(record.ToDict());
    }

    private static string Short(string text) => text.Length <= LongestError ? text : string.Concat(text.AsSpan(0, LongestError), "…");

    private static string Several(long count, string thing) => count == 1 ? $"1 {thing}" : $"{count} {thing}s";
}
