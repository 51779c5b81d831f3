namespace DarkLang.Tui.Screens.Traces;

/// <summary>A trace, and its attempt run again for the values. The replay may take long and is not waited for.</summary>
internal sealed record FetchedTrace(TraceView View, IReadOnlyList<EventRow> Events)
{
    /// <summary>How long a replay is waited for; the values of a longer one are shown later.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(0.5);

    /// <summary>The traces of the handler, newest first.</summary>
    public IReadOnlyList<TraceHeaderView> Siblings { get; init; } = [];

    /// <summary>The replay on the version that the attempt ran with; null while it runs.</summary>
    public Rerun? Original { get; init; }

    private Task<Rerun>? Running { get; init; }

    public static async Task<FetchedTrace> Fetch(IControlClient client, Guid id, CancellationToken cancellation)
    {
        var view = await client.Ask(Operations.Trace, new(id.ToString()), cancellation);
        var trace = new FetchedTrace(view, EventRows.Of(view)) { Running = ReplayOriginal(view) };
        return await trace.Refresh(client, cancellation);
    }

    /// <summary>Returns the trace with the current list of its siblings, and with the values if the replay has ended.</summary>
    public async Task<FetchedTrace> Refresh(IControlClient client, CancellationToken cancellation)
    {
        var siblings = await client.Ask(Operations.Traces, new(View.Header.Handler), cancellation);
        var header = siblings.FirstOrDefault(other => other.Id == View.Header.Id) ?? View.Header;
        var now = this with { Siblings = siblings, View = View with { Header = header } };
        if (Original is not null || Running is not { } running)
            return now;
        await Task.WhenAny(running, Task.Delay(ShortWait, TimeProvider.System, cancellation));
        if (!running.IsCompleted)
            return now;
        var original = await running;
        // The view keeps them for replays, and the rows are what is shown.
        var events = original.Run is { Ran.Recording.Secrets: { IsEmpty: false } secrets }
            ? EventRows.Of(SecretViews.Redact(now.View, secrets))
            : now.Events;
        return now with { Original = original, Events = events, Running = null };
    }

    /// <summary>Runs an attempt again on a version of the code, outside the thread of the user interface.</summary>
    public static Task<Rerun> Replay(TraceView trace, IReadOnlyList<SourceText> sources) =>
        Task.Run(() => Rerun.Of(Runtime.Replaying.Replay.Run(trace, sources, TimeProvider.System, CancellationToken.None)));

    /// <summary>Runs an attempt again on the version that it ran with.</summary>
    public static Task<Rerun> ReplayOriginal(TraceView trace) =>
        Task.Run(() => Rerun.Of(Runtime.Replaying.Replay.Run(trace, TimeProvider.System, CancellationToken.None)));
}
