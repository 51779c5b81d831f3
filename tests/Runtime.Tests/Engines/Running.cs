using System.Runtime.CompilerServices;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Runtime.Canvases;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.Memory;
using Microsoft.Extensions.Time.Testing;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>A canvas on a memory store with a clock that stands still until it is moved.</summary>
internal sealed class Running : IDisposable
{
    public static readonly DateTimeOffset Start = new(2031, 3, 4, 10, 0, 0, TimeSpan.Zero);

    private readonly IStore _store;
    private readonly StrongBox<CanvasTexts> _files;

    private Running(Engine engine, IStore store, FakeTimeProvider time, StrongBox<CanvasTexts> files)
    {
        Engine = engine;
        Time = time;
        _store = store;
        _files = files;
    }

    public Engine Engine { get; }

    public FakeTimeProvider Time { get; }

    public IControlClient Control => Engine.Control;

    public static Running Open(string source, IStore? store = null, FakeTimeProvider? time = null, bool start =
        true, long eventBudget = long.MaxValue, DarkLang.Runtime.Model.Entropy? entropy = null, int maxHops = 1_000_000)
    {
        time ??= new FakeTimeProvider(Start);
        store ??= new MemoryStore();
        var files = new StrongBox<CanvasTexts>(TextsOf(source));
        var loaded = CanvasLoader.Load(files.Value!.Sources);
        Assert.DoesNotContain(loaded.Diagnostics, d => d.Severity == Lang.Diagnostics.Severity.Error);
        var engine = Engine.Open(loaded.Canvas!, store, new EngineOptions
        {
            Time = time,
            Entropy = entropy ?? new SeededEntropy(1).Fill,
            Concurrency = 2,
            EventBudget = eventBudget,
            MaxHops = maxHops,
            Read = () => files.Value!,
            Warnings = loaded.Diagnostics,
        });
        if (start)
            engine.Start();
        return new Running(engine, store, time, files);
    }

    public async Task<Guid> Emit(string worker, string @event, bool wait = false)
    {
        var emitted = await Control.Emit([new EmitRequest(worker, @event, Wait: wait)], TestContext.Current.CancellationToken);
        return emitted[0].Message!.Value;
    }

    /// <summary>Emits and gives how the message ended.</summary>
    public async Task<SettledView> Handle(string worker, string @event) =>
        await Control.Wait(await Emit(worker, @event, wait: true), TestContext.Current.CancellationToken);

    public Task Idle() => Engine.WhenIdle().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    public async Task Advance(TimeSpan by)
    {
        Time.Advance(by);
        await Idle();
    }

    public Task<StatusView> Status() => Control.Status(TestContext.Current.CancellationToken);

    public async Task<WorkerView> Worker(string name) => (await Status()).Workers.Single(w => w.Name == name);

    public async Task<CronView> Cron(string name) => (await Status()).Crons.Single(c => c.Name == name);

    /// <summary>Lets the threads of the engine come to a state: they run for real, only the clock is ours.</summary>
    public static async Task Until(Func<Task<bool>> reached)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await reached())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>The file is another now, and is read.</summary>
    public Task<LoadView> Reload(string source) => Reload(TextsOf(source));

    public Task<LoadView> Reload(CanvasTexts texts)
    {
        _files.Value = texts;
        return Control.Reload(TestContext.Current.CancellationToken);
    }

    private static CanvasTexts TextsOf(string source) => new([new SourceText("test.dark", source.ReplaceLineEndings("\n"))], []);

    /// <summary>The same store and clock with a new engine, as after a restart; perhaps with other code.</summary>
    public Running Restart(string source)
    {
        Dispose();
        // Other ids than before, as chance would have it.
        return Open(source, _store, Time, entropy: new SeededEntropy(Time.GetUtcNow().GetHashCode() ^ source.Length).Fill);
    }

    public void Dispose() => Engine.Dispose();
}
