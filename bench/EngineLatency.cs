using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Runtime;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;

namespace DarkLang.Bench;

/// <summary>
/// From just before a durable emit until the first expression of its handler is evaluated: that notes the time in the log of its attempt. Traces are kept
/// as usual.
/// </summary>
internal sealed class EngineLatency(Scratch scratch, Pace pace) : Subject
{
    public const string SubjectName = "latency";

    public override string Name => SubjectName;

    public override Result Measure(int runs) => Run().GetAwaiter().GetResult();

    private async Task<Result> Run()
    {
        var folder = scratch.NewFolder();
        var loaded = CanvasLoader.Load([new SourceText("job.dark", "worker job\n  Log::info \"begun\" { n: event.n }\n")]);
        if (loaded.Canvas is null)
            throw new InvalidOperationException(string.Join('\n', loaded.Diagnostics));
        var store = LiteDbStore.Open(
            folder, new StoreOwner(Environment.ProcessId, "bench", TimeProvider.System.GetUtcNow(), "localhost", ControlSocket: null));
        using var engine = Engine.Open(loaded.Canvas, store, new EngineOptions());
        var times = new EmitTimes<Guid>(pace.Messages + Pace.WarmUp.Messages, Pace.WarmUp.Messages);
        engine.AttemptEnded += ended => times.Begun(ended.Message, ended.Log.Single().At);
        engine.Start();
        await Pace.WarmUp.Run(Emit).ConfigureAwait(false);
        var meter = Meter.Start();
        await pace.Run(number => Emit(Pace.WarmUp.Messages + number)).ConfigureAwait(false);
        await engine.WhenIdle().ConfigureAwait(false);
        var (time, processor) = (meter.Time, meter.Processor);
        return new Result(
            $"emit to start, {pace.Name}: engine; {Acknowledged.Percentiles(times.Waits())}",
            pace.Messages,
            time,
            Durable: true,
            processor,
            FileBytes: Scratch.SizeOf(folder));

        async Task Emit(int number)
        {
            EmitRequest[] requests = [new("job", $$"""{ "n": {{number}}, "filling": "{{new string('x', 170)}}" }""")];
            times.Emitting(number);
            var views = await engine.Control.Ask(Operations.Emit, requests, CancellationToken.None).ConfigureAwait(false);
            times.Emitted(number, views[0].Message!.Value);
        }
    }
}
