using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Outside;
using DarkLang.Lang.Library;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Testing;

/// <summary>The host of one test: emits stay in memory, the clock is fixed, and random values are seeded.</summary>
internal sealed class TestHost : IHost, IEffects
{
    private readonly Canvas _canvas;
    private readonly string _test;
    private readonly Random _random;
    private readonly TestQueue _queue;
    private readonly HashSet<string> _paused = [];
    private readonly List<LogLine> _log = [];
    private readonly DateTimeOffset _start;

    // Null outside the handlers that the test runs.
    private MessageInfo? _handled;
    private int _runs;

    public TestHost(Canvas canvas, Test test, DateTimeOffset start, int seed)
    {
        (_canvas, _test) = (canvas, $"test \"{test.Name}\"");
        (_start, Now) = (start, start);
        _random = new(seed);
        _queue = new TestQueue(canvas);
        Stubs = new TestStubs(canvas);
    }

    public IEffects Effects => this;

    public DateTimeOffset Now { get; set; }

    /// <summary>The number of the attempt of the messages that the test handles from now on.</summary>
    public int Attempt { get; set; } = 1;

    /// <summary>The answers that the test gave to calls.</summary>
    public TestOutside Answers { get; } = new();

    public IOutside Outside => Answers;

    /// <summary>The message that is being handled. Code that the test calls itself sees one too.</summary>
    public MessageInfo Message => _handled ?? new MessageInfo(IdOf(0), Attempt, _start);

    public TestStubs Stubs { get; }

    /// <summary>The last expression that made the test false; null if none did.</summary>
    public Refutation? Refuted { get; set; }

    /// <summary>Why an expected failure did not happen; null if all did.</summary>
    public string? Unexpected { get; set; }

    public List<TestWarning> Warnings { get; } = [];

    /// <summary>The first lines that were logged.</summary>
    public IReadOnlyList<LogLine> LogLines => _log;

    public long LogLeftOut { get; private set; }

    private IEnumerable<string> Workers => _canvas.Workers.Select(worker => worker.Name);

    private IEnumerable<string> Crons => _canvas.Crons.Select(cron => cron.Name);

    MessageInfo? IEffects.Message => Message;

    public Worker? FindWorker(string name) => _canvas.Workers.FirstOrDefault(worker => worker.Name == name);

    /// <summary>Whether a function on the call stack is the test or a lambda in it.</summary>
    public bool IsTest(string function) => function == _test || function == $"lambda in {_test}";

    public Value RunWorker(Execution execution, string name, Value @event) => FindWorker(name) switch
    {
        null => throw TestErrors.NoHandler("worker", name, Workers),
        { Options.IsExternal: true } => throw TestErrors.External(name),
        var worker => Run(execution, worker, [@event], NewMessage()),
    };

    public Value RunCron(Execution execution, string name) => _canvas.Crons.FirstOrDefault(cron => cron.Name == name) is { } cron
        ? Run(execution, cron, [], NewMessage())
        : throw TestErrors.NoHandler("cron", name, Crons);

    public Value RunMessage(Execution execution, TestMessage message)
    {
        var (worker, @event) = (FindWorker(message.Worker)!, message.Emission.Event);
        // Each message of a worker with `batch` runs alone, as it does after a failure.
        var input = worker.Options.Batch is null ? @event : Value.Of(new ListValue([@event]));
        return Run(execution, worker, [input], new MessageInfo(IdOf(message.Number), message.Attempt, message.EmittedAt));
    }

    public Value[] Drain(Execution execution) => new TestPipeline(this, _queue).Drain(execution);

    /// <summary>Whether the canvas has a worker for a message with code to run, and it is not paused.</summary>
    public bool MayRun(TestMessage message) =>
        FindWorker(message.Worker) is { Options.IsExternal: false } && !_paused.Contains(message.Worker);

    public Value[] Emitted(string worker) => _queue.EventsOf(worker);

    public Value Perform(LibraryFunction function, Execution execution, ReadOnlySpan<Value> arguments, Location at) =>
        Stubs.TryCall(function, execution, arguments, out var result) ? result : function.Body(execution, arguments);

    public void NextBytes(Span<byte> destination) => _random.NextBytes(destination);

    public void Log(LogLine line)
    {
        const int maxLines = 100;
        if (_log.Count < maxLines)
            _log.Add(line);
        else
            LogLeftOut++;
    }

    public void Control(ControlEffect effect)
    {
        if (effect.Kind == ControlEffectKind.RunCron && !Crons.Contains(effect.Name))
            throw ControlEffectErrors.NoCron(effect.Name, Crons);
        if (effect.Kind == ControlEffectKind.PauseWorker)
            _paused.Add(Require(effect.Name));
        else if (effect.Kind == ControlEffectKind.ResumeWorker)
            _paused.Remove(Require(effect.Name));
    }

    public long CountMessages(string worker) => _queue.CountWaiting(Require(worker));

    public bool IsPaused(string worker) => _paused.Contains(Require(worker));

    public bool Emit(Emission emission)
    {
        // Rejects the events that a real queue would reject.
        const int maxEventBytes = 16 * 1024 * 1024;
        ValueEncoding.Encode(emission.Event, maxEventBytes);
        return _queue.TryAdd(emission, Now);
    }

    /// <summary>Runs a handler. As in the engine, what it emitted is gone if it does not complete.</summary>
    private Value Run(Execution execution, Handler handler, ReadOnlySpan<Value> arguments, MessageInfo message)
    {
        var (around, newest) = (_handled, _queue.Newest);
        var isComplete = false;
        _handled = message;
        try
        {
            var result = ((FunctionCode)handler.Body).Invoke(execution, [], arguments);
            isComplete = true;
            return result;
        }
        finally
        {
            _handled = around;
            if (!isComplete)
                _queue.TakeBack(newest);
        }
    }

    private MessageInfo NewMessage() => new(IdOf(--_runs), Attempt, Now);

    private static Guid IdOf(int number) => new(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private string Require(string worker) => Workers.Contains(worker) ? worker : throw ControlEffectErrors.NoWorker(worker, Workers);
}
