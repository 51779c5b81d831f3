using DarkLang.Runtime.Attempts;

namespace DarkLang.Runtime.Execution;

/// <summary>One thread and the attempt it runs. Its properties are guarded by the engine's lock.</summary>
internal sealed class ExecutorThread : IDisposable
{
    private readonly Thread? _thread;
    private CancellationTokenSource _cancellation = new();

    public ExecutorThread(int number, Action<ExecutorThread> work, AttemptMemory memory)
        : this(memory) =>
        _thread = new Thread(() => work(this), Interpreter.StackSize) { Name = $"dark executor {number}", IsBackground = true };

    /// <summary>Represents a thread of a stepped engine, which has none.</summary>
    public ExecutorThread(AttemptMemory memory) => Memory = memory;

    public AttemptMemory Memory { get; }

    public Attempt? Current { get; private set; }

    /// <summary>When the attempt started, as a timestamp of the engine's <see cref="TimeProvider"/>.</summary>
    public long StartedAt { get; private set; }

    public CancellationToken Cancellation { get; private set; }

    /// <summary>Whether its attempt was taken away: the thread ends if its evaluation ever returns, and nobody waits for that.</summary>
    public bool IsAbandoned { get; private set; }

    public void Start() => _thread?.Start();

    /// <summary>Waits for the thread to end.</summary>
    public void Dispose()
    {
        _thread?.Join();
        _cancellation.Dispose();
    }

    public void Begin(Attempt attempt, long timestamp)
    {
        if (!_cancellation.TryReset())
        {
            _cancellation.Dispose();
            _cancellation = new CancellationTokenSource();
        }
        Cancellation = _cancellation.Token;
        StartedAt = timestamp;
        Current = attempt;
    }

    public void Cancel() => _cancellation.Cancel();

    public void End() => Current = null;

    public void Abandon()
    {
        IsAbandoned = true;
        Current = null;
    }
}
