using DarkLang.Tui.Screens;

namespace DarkLang.Tui;

/// <summary>
/// The attempts since the canvas started, as far as their traces are kept, in the form of events: the canvas itself keeps events only once
/// somebody follows them.
/// </summary>
internal static class EarlierAttempts
{
    /// <summary>The id of such an event; those of others are larger.</summary>
    public const long Id = 0;

    /// <summary>Returns them oldest first.</summary>
    public static async Task<List<ControlEvent>> Fetch(IControlClient client, CancellationToken cancellation)
    {
        var start = (await client.Ask(Operations.Status, cancellation)).StartedAt;
        var traces = await client.Ask(Operations.Traces, new(), cancellation);
        return [.. traces.Where(trace => trace.StartedAt >= start).Select(EventOf).OrderBy(@event => @event.At).TakeLast(EventLog.Most)];
    }

    private static ControlEvent EventOf(TraceHeaderView trace) => new(Id, EventKind.Trace, trace.StartedAt + trace.Duration)
    {
        Handler = trace.Handler,
        Message = trace.Message,
        Trace = trace,
    };
}
