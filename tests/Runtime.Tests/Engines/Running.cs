using System.Runtime.CompilerServices;
using System.Text.Json;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Runtime.Canvases;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.Memory;
using Microsoft.Extensions.Time.Testing;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>A canvas in a running engine, by default on a memory store, with a clock that only the test moves.</summary>
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
        engine.AttemptEnded += _ => Ended.Add();
        engine.AttemptDeferred += (_, _, _) => AttemptDeferred.Add();
    }

    public Engine Engine { get; }

    public FakeTimeProvider Time { get; }

    public IStore Store => _store;

    /// <summary>Attempts whose end is stored: the signal where the engine does not become idle, such as under a rate.</summary>
    public CountSignal Ended { get; } = new();

    /// <summary>Attempts that ended and do not fit on the disk. They are stored a second later if there is room by then.</summary>
    public CountSignal AttemptDeferred { get; } = new();

    public IControlClient Control => Engine.Control;

    public static Running Open(
        string source,
        IStore? store = null,
        FakeTimeProvider? time = null,
        long eventBudget = long.MaxValue,
        Entropy? entropy = null,
        int maxHops = 1_000_000,
        long? attemptMemory = null,
        TimeSpan? history = null,
        long? historyBytes = null)
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
            AttemptMemory = attemptMemory ?? new EngineOptions().AttemptMemory,
            History = history,
            HistoryBytes = historyBytes ?? new EngineOptions().HistoryBytes,
            Read = () => files.Value!,
            Warnings = loaded.Diagnostics,
        });
        var canvas = new Running(engine, store, time, files);
        engine.Start();
        return canvas;
    }

    public Task<TReply> Ask<TRequest, TReply>(Operation<TRequest, TReply> operation, TRequest request) =>
        Control.Ask(operation, request, TestContext.Current.CancellationToken);

    public async Task<Guid> Emit(string worker, string @event, bool wait = false)
    {
        var emitted = await Ask(Operations.Emit, [new EmitRequest(worker, @event, Wait: wait)]);
        return emitted[0].Message!.Value;
    }

    /// <summary>Emits and returns how the message ended.</summary>
    public async Task<SettledView> Handle(string worker, string @event) =>
        await Ask(Operations.Wait, new(await Emit(worker, @event, wait: true)));

    /// <summary>Pauses workers as the client "test".</summary>
    public Task Pause(params string[] workers) => Task.WhenAll(workers.Select(
        worker => Control.Ask(Operations.Pause, new(HandlerId.Worker(worker), "test"), TestContext.Current.CancellationToken)));

    public Task Resume(string worker) =>
        Control.Ask(Operations.Resume, new(HandlerId.Worker(worker)), TestContext.Current.CancellationToken);

    /// <summary>Waits until nothing runs, nothing could start and everything is stored.</summary>
    public Task Idle() => Engine.WhenIdle().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    /// <summary>Moves the clock, and waits until everything that became due has been handled.</summary>
    public async Task Advance(TimeSpan by)
    {
        Time.Advance(by);
        await Idle();
    }

    public Task<StatusView> Status() => Ask(Operations.Status, Nothing.Value);

    public async Task<WorkerView> Worker(string name) => (await Status()).Workers.Single(w => w.Name == name);

    public async Task<CronView> Cron(string name) => (await Status()).Crons.Single(c => c.Name == name);

    /// <summary>Returns the numbers <c>n</c> in the events that wait for a worker, in the order of their emits.</summary>
    public async Task<IReadOnlyList<int>> WaitingNumbers(string worker)
    {
        var filter = new MessageFilter(HandlerId.Worker(worker), Limit: int.MaxValue);
        var messages = await Control.Ask(Operations.Messages, filter, TestContext.Current.CancellationToken);
        return [.. messages.Select(message => JsonDocument.Parse(message.Event!.Json!).RootElement.GetProperty("n").GetInt32())];
    }

    /// <summary>Replaces the source file and reloads it.</summary>
    public Task<LoadView> Reload(string source) => Reload(TextsOf(source));

    public Task<LoadView> Reload(CanvasTexts texts)
    {
        _files.Value = texts;
        return Ask(Operations.Reload, Nothing.Value);
    }

    private static CanvasTexts TextsOf(string source) => new([new SourceText("test.dark", source.ReplaceLineEndings("\n"))], []);

    /// <summary>Opens a new engine on the same store and clock, as after a restart.</summary>
    public Running Restart(string source)
    {
        Dispose();
        // Another seed, so that the new engine makes other ids than the previous one.
        return Open(source, _store, Time, entropy: new SeededEntropy(Time.GetUtcNow().GetHashCode() ^ source.Length).Fill);
    }

    public void Dispose() => Engine.Dispose();
}
