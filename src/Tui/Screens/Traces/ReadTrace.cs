using DarkLang.Lang.Source;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Replaying;

namespace DarkLang.Tui.Screens.Traces;

/// <summary>A trace as it was read, and its attempt run again for the values. That takes its time with some, and is not waited for.</summary>
internal sealed record ReadTrace(TraceView View, TraceRunView Run, IReadOnlyList<EventRow> Events)
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
        var view = await client.Trace(id.ToString(), cancellation);
        var run = await client.TraceRun(id.ToString(), cancellation);
        var trace = new ReadTrace(view, run, EventRows.Of(view, run)) { Running = await AsItWas(client, run, cancellation) };
        return await trace.GoOn(client, cancellation);
    }

    /// <summary>With the values if they are there by now, and the newest of the traces beside it.</summary>
    public async Task<ReadTrace> GoOn(IControlClient client, CancellationToken cancellation)
    {
        var siblings = await client.Traces(View.Header.Handler, cancellation);
        var header = siblings.FirstOrDefault(other => other.Id == View.Header.Id) ?? View.Header;
        var now = this with { Siblings = siblings, View = View with { Header = header } };
        if (Was is not null || Running is not { } running)
            return now;
        await Task.WhenAny(running, Task.Delay(ShortWait, TimeProvider.System, cancellation));
        return running.IsCompleted ? now with { Was = await running, Running = null } : now;
    }

    /// <summary>What an attempt gives on some version of the code: worked out away from the user interface.</summary>
    public static Task<Rerun> Again(TraceRunView run, IReadOnlyList<SourceText> sources) =>
        Task.Run(() => Rerun.Of(Replay.Run(run, sources, TimeProvider.System, CancellationToken.None)));

    /// <summary>On the version that it ran with.</summary>
    public static async Task<Task<Rerun>> AsItWas(IControlClient client, TraceRunView run, CancellationToken cancellation)
    {
        try
        {
            var sources = await client.Source(run.Version, cancellation);
            return Again(run, [.. sources.Select(source => new SourceText(source.Path, source.Text))]);
        }
        catch (ControlException fault)
        {
            return Task.FromResult(new Rerun(null, fault.Message));
        }
    }
}
