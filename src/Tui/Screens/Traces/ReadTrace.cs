using DarkLang.Lang.Source;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Replaying;

namespace DarkLang.Tui.Screens.Traces;

/// <summary>A trace as it was read, and its attempt run again for the values. That takes its time with some, and is not waited for.</summary>
internal sealed record ReadTrace(TraceView View, IReadOnlyList<EventRow> Events)
{
    /// <summary>A run that takes longer than this is shown when it is there.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(0.5);

    /// <summary>The traces of the handler, newest first.</summary>
    public IReadOnlyList<TraceHeaderView> Siblings { get; init; } = [];

    /// <summary>Null while it runs.</summary>
    public Rerun? Was { get; init; }

    private Task<Rerun>? Running { get; init; }

    public static async Task<ReadTrace> Begin(IControlClient client, Guid id, CancellationToken cancellation)
    {
        var view = await client.Ask(Operations.Trace, new(id.ToString()), cancellation);
        var trace = new ReadTrace(view, EventRows.Of(view)) { Running = AsItWas(view) };
        return await trace.GoOn(client, cancellation);
    }

    /// <summary>With the values if they are there by now, and the newest of the traces beside it.</summary>
    public async Task<ReadTrace> GoOn(IControlClient client, CancellationToken cancellation)
    {
        var siblings = await client.Ask(Operations.Traces, new(View.Header.Handler), cancellation);
        var header = siblings.FirstOrDefault(other => other.Id == View.Header.Id) ?? View.Header;
        var now = this with { Siblings = siblings, View = View with { Header = header } };
        if (Was is not null || Running is not { } running)
            return now;
        await Task.WhenAny(running, Task.Delay(ShortWait, TimeProvider.System, cancellation));
        return running.IsCompleted ? now with { Was = await running, Running = null } : now;
    }

    /// <summary>What an attempt gives on some version of the code: worked out away from the user interface.</summary>
    public static Task<Rerun> Again(TraceView trace, IReadOnlyList<SourceText> sources) =>
        Task.Run(() => Rerun.Of(Replay.Run(trace, sources, TimeProvider.System, CancellationToken.None)));

    /// <summary>On the version that it ran with.</summary>
    public static Task<Rerun> AsItWas(TraceView trace) =>
        Task.Run(() => Rerun.Of(Replay.Run(trace, TimeProvider.System, CancellationToken.None)));
}
