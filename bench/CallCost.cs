using System.Diagnostics;
using DarkLang.Lang.Evaluation.Outside;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Runtime;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;

namespace DarkLang.Bench;

/// <summary>
/// What it costs that a call to the outside is recorded: the time from the answer to a call until the next call of the same handler leaves.
/// The answers come at once, from this process.
/// </summary>
/// <param name="readsClock">Whether the handler reads the clock between its calls, which is stored too.</param>
internal sealed class CallCost(Scratch scratch, bool readsClock) : Subject
{
    public const string SubjectName = "calls";

    private const int Handlers = 200;
    private const int WarmUp = 50;

    public override string Name => SubjectName;

    public override Result Measure(int runs) => Run().GetAwaiter().GetResult();

    private async Task<Result> Run()
    {
        var folder = scratch.NewFolder();
        var time = readsClock ? "; at: Date::now" : "";
        var loaded = CanvasLoader.Load([new SourceText("job.dark", $$"""
            worker job with { concurrency: 1 }
              List::range 1 10 |> List::map \n -> HttpClient::post "http://127.0.0.1/" { n: n{{time}} } {} {}

            """)]);
        if (loaded.Canvas is null)
            throw new InvalidOperationException(string.Join('\n', loaded.Diagnostics));
        var store = LiteDbStore.Open(
            folder, new StoreOwner(Environment.ProcessId, "bench", TimeProvider.System.GetUtcNow(), "localhost", ControlSocket: null));
        var outside = new Instant();
        using var engine = Engine.Open(loaded.Canvas, store, new EngineOptions { Outside = outside });
        engine.Start();
        await Handle(engine, WarmUp).ConfigureAwait(false);
        outside.Gaps.Clear();
        var meter = Meter.Start();
        await Handle(engine, Handlers).ConfigureAwait(false);
        return new Result(
            $"recorded calls{(readsClock ? ", with the clock" : "")}: answer to next call; {Acknowledged.Percentiles(outside.Gaps)}",
            Handlers * 10, meter.Time, Durable: true, meter.Processor, FileBytes: Scratch.SizeOf(folder));
    }

    // One after the other: what is measured is a handler's wait, not how commits are shared.
    private static async Task Handle(Engine engine, int count)
    {
        for (var i = 0; i < count; i++)
        {
            EmitRequest[] requests = [new("job", "1")];
            await engine.Control.Ask(Operations.Emit, requests, CancellationToken.None).ConfigureAwait(false);
            await engine.WhenIdle().ConfigureAwait(false);
        }
    }

    /// <summary>Answers at once. Only one handler calls it at a time.</summary>
    private sealed class Instant : IOutside
    {
        private static readonly HttpAnswer Answer = new HttpAnswer.Response(200, new Dictionary<string, string>(), "ok"u8.ToArray());

        private long _answeredAt;
        private int _calls;

        public List<TimeSpan> Gaps { get; } = [];

        public HttpAnswer Send(HttpCall call, CancellationToken cancellation)
        {
            if (_calls++ % 10 != 0)
                Gaps.Add(Stopwatch.GetElapsedTime(_answeredAt));
            _answeredAt = Stopwatch.GetTimestamp();
            return Answer;
        }

        public ProcessAnswer Run(ProcessCall call, CancellationToken cancellation) => throw new NotSupportedException();

        public FileAnswer Do(FileCall call, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
