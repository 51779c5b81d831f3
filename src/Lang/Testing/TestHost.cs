using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Outside;
using DarkLang.Lang.Library;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Testing;

/// <summary>The host of one test: emits stay in memory, the clock is fixed, and random values are seeded.</summary>
internal sealed class TestHost(Canvas canvas, DateTimeOffset start, int seed) : IHost, IEffects
{
    private readonly Random _random = new(seed);
    private readonly List<Emission> _emissions = [];
    private readonly HashSet<string> _paused = [];
    private readonly List<LogLine> _log = [];

    public IEffects Effects => this;

    public DateTimeOffset Now { get; set; } = start;

    public MessageInfo? Message => null;

    /// <summary>The answers that the test gave to calls.</summary>
    public TestOutside Answers { get; } = new();

    public IOutside Outside => Answers;

    /// <summary>Both sides of the comparison at the end of the test, if they differ.</summary>
    public (Value Left, Value Right)? Difference { get; set; }

    /// <summary>The first lines that were logged.</summary>
    public IReadOnlyList<LogLine> LogLines => _log;

    public long LogLeftOut { get; private set; }

    public IEnumerable<string> Workers => canvas.Workers.Select(worker => worker.Name);

    public Worker? FindWorker(string name) => canvas.Workers.FirstOrDefault(worker => worker.Name == name);

    public Value[] Emitted(string worker) =>
        [.. _emissions.Where(emission => emission.Worker == worker).Select(emission => emission.Event)];

    public Value Perform(LibraryFunction function, Execution execution, ReadOnlySpan<Value> arguments, Location at) =>
        function.Body(execution, arguments);

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
        var crons = canvas.Crons.Select(cron => cron.Name);
        if (effect.Kind == ControlEffectKind.RunCron && !crons.Contains(effect.Name))
            throw ControlEffectErrors.NoCron(effect.Name, crons);
        if (effect.Kind == ControlEffectKind.PauseWorker)
            _paused.Add(Require(effect.Name));
        else if (effect.Kind == ControlEffectKind.ResumeWorker)
            _paused.Remove(Require(effect.Name));
    }

    public long CountMessages(string worker) => _emissions.Count(emission => emission.Worker == Require(worker));

    public bool IsPaused(string worker) => _paused.Contains(Require(worker));

    public bool Emit(Emission emission)
    {
        // Rejects the events that a real queue would reject.
        const int maxEventBytes = 16 * 1024 * 1024;
        ValueEncoding.Encode(emission.Event, maxEventBytes);
        if (emission.OnceKey is { } key && _emissions.Any(earlier => earlier.OnceKey == key && earlier.Worker == emission.Worker))
            return false;
        _emissions.Add(emission);
        return true;
    }

    private string Require(string worker) => Workers.Contains(worker) ? worker : throw ControlEffectErrors.NoWorker(worker, Workers);
}
