using System.Diagnostics;
using System.Globalization;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Runtime;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Execution;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;

namespace DarkLang.Bench;

/// <summary>
/// From the call that emits to the first instruction of the handler, the sync between them included: one message after the other with a pause, or
/// so many a second whatever becomes of them.
/// </summary>
/// <param name="perSecond">Null: at idle.</param>
internal sealed class Latency(Scratch scratch, int? perSecond) : Subject
{
    private const int IdleMessages = 200;
    private const int Seconds = 3;

    /// <summary>The first thing the handler does is to ask for chance, and the chance is ours: so we see when it does.</summary>
    private const string Handler = "worker job\n  Int::random 0 9\n";
    private const int BytesOfAnInt = 8;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(1);

    public override string Name => "latency";

    public override Result Measure(int runs) => Median(runs, () => Run().GetAwaiter().GetResult());

    private async Task<Result> Run()
    {
        var canvas = CanvasLoader.Load([new SourceText("job.dark", Handler)]).Canvas ?? throw new InvalidOperationException("the canvas has mistakes");
        var store = LiteDbStore.Open(scratch.NewFolder(), new StoreOwner(Environment.ProcessId, "bench", TimeProvider.System.GetUtcNow(), "localhost", ControlSocket: null));
        var starts = new Starts(new EngineOptions().Entropy);
        using var engine = Engine.Open(canvas, store, new EngineOptions { Entropy = starts.Fill });
        engine.Start();
        await EmitAtIdle(engine, new List<long>()).ConfigureAwait(false);
        starts.Clear();
        var emits = new List<long>();
        var meter = Meter.Start();
        await (perSecond is { } rate ? EmitAtRate(engine, emits, rate) : EmitAtIdle(engine, emits)).ConfigureAwait(false);
        await engine.WhenIdle().ConfigureAwait(false);
        var waits = emits.Zip(starts.All, (emit, start) => Stopwatch.GetElapsedTime(emit, start)).ToList();
        var when = perSecond is null ? "at idle" : string.Create(CultureInfo.InvariantCulture, $"at {perSecond}/s");
        return new Result($"engine, from emit to start, {when}; {Acknowledged.Percentiles(waits)}", Messages: null, meter.Time, Durable: true, meter.Processor);
    }

    private static async Task EmitAtIdle(Engine engine, List<long> emits)
    {
        for (var i = 0; i < IdleMessages; i++)
        {
            await Task.Delay(s_pause, TimeProvider.System).ConfigureAwait(false);
            await Emit(engine, emits).ConfigureAwait(false);
            await engine.WhenIdle().ConfigureAwait(false);
        }
    }

    private static async Task EmitAtRate(Engine engine, List<long> emits, int rate)
    {
        var begun = Stopwatch.GetTimestamp();
        var acknowledged = new List<Task>();
        using var ticks = new PeriodicTimer(s_tick, TimeProvider.System);
        while (emits.Count < rate * Seconds && await ticks.WaitForNextTickAsync().ConfigureAwait(false))
        {
            while (emits.Count < Stopwatch.GetElapsedTime(begun).TotalSeconds * rate)
                acknowledged.Add(Emit(engine, emits));
        }
        await Task.WhenAll(acknowledged).ConfigureAwait(false);
    }

    private static Task<IReadOnlyList<EmitView>> Emit(Engine engine, List<long> emits)
    {
        emits.Add(Stopwatch.GetTimestamp());
        return engine.Control.Emit([new EmitRequest("job", "{}")], CancellationToken.None);
    }

    /// <summary>The queue hands messages out in the order of their emits, so the n-th start belongs to the n-th emit.</summary>
    private sealed class Starts(Entropy chance)
    {
        private readonly Lock _lock = new();
        private readonly List<long> _all = [];

        public IReadOnlyList<long> All => _all;

        public void Clear() => _all.Clear();

        public void Fill(Span<byte> destination)
        {
            if (destination.Length == BytesOfAnInt)
            {
                lock (_lock)
                    _all.Add(Stopwatch.GetTimestamp());
            }
            chance(destination);
        }
    }
}
