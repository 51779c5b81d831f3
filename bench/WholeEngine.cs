using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Runtime;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;

namespace DarkLang.Bench;

/// <summary>
/// The whole engine in this process: a durable emit, a claim, a run of the handler and a durable settle for each message, with traces and
/// compaction on. It is over when the last message is settled.
/// </summary>
internal sealed class WholeEngine(
    Scratch scratch, string name, int emitters, int messages, int eventBytes, string handler, int traceKeep = 10,
    TimeSpan? history = null) : Subject
{
    public const string NoOp = "worker job\n  event\n";

    /// <summary>A hundred shares take turns.</summary>
    public const string Shared = "worker job with { share: event.n }\n  event\n";

    public const string Real =
        "worker job\n  let total = List::fold (List::range 1 20) 0 (\\sum n -> sum + n * event.n)\n  if total < 0 then emit { total: total } \"job\"\n";

    public override string Name => name;

    public override Result Measure(int runs) => Median(runs, () => Run().GetAwaiter().GetResult());

    private async Task<Result> Run()
    {
        var folder = scratch.NewFolder();
        var loaded = CanvasLoader.Load([new SourceText("job.dark", handler)]);
        if (loaded.Canvas is null)
            throw new InvalidOperationException(string.Join('\n', loaded.Diagnostics));
        var store = LiteDbStore.Open(
            folder, new StoreOwner(Environment.ProcessId, "bench", TimeProvider.System.GetUtcNow(), "localhost", ControlSocket: null));
        using var engine = Engine.Open(loaded.Canvas, store, new EngineOptions { TraceKeep = traceKeep, History = history });
        engine.Start();
        await Emit(engine, messages / 4, emitters).ConfigureAwait(false);
        await engine.WhenIdle().ConfigureAwait(false);
        var meter = Meter.Start();
        var waits = await Emit(engine, messages, emitters).ConfigureAwait(false);
        await engine.WhenIdle().ConfigureAwait(false);
        var (time, processor) = (meter.Time, meter.Processor);
        var what =
            $"engine, {handler switch { NoOp => "no-op", Shared => "no-op, 100 shares", _ => "real handler" }}, {eventBytes} B, {emitters} emitters; {Acknowledged.Percentiles(waits)}";
        return new Result(what, messages, time, Durable: true, processor, FileBytes: Scratch.SizeOf(folder))
        {
            Setting = (emitters, eventBytes),
        };
    }

    private Task<IReadOnlyList<TimeSpan>> Emit(Engine engine, int count, int by)
    {
        // Whoever emits has the text of the event at hand.
        var filling = new string('x', Math.Max(0, eventBytes - 24));
        var requests = Enumerable.Range(0, 100)
            .Select(n => (EmitRequest[])[new EmitRequest("job", $$"""{"n":{{n}},"filling":"{{filling}}"}""")]).ToList();
        return Acknowledged.Emit(by, count, n => engine.Control.Ask(Operations.Emit, requests[n % requests.Count], CancellationToken.None));
    }
}
