using DarkLang.Lang.Evaluation.Outside;
using DarkLang.Runtime.Attempts;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Execution;

/// <summary>
/// The threads that run attempts. Evaluation is synchronous and may recurse deeply, so each thread has a large stack. A thread is added
/// when an attempt could start and no thread is idle.
/// </summary>
internal sealed class Executor(
    EngineContext context, CommitQueue commits, QueueLoader loader, Settler settler, MemoryBudget memory, IOutside outside,
    bool isStepped) : IDisposable
{
    private const int MaxThreads = 256;

    private readonly List<ExecutorThread> _threads = [];
    private int _idle;
    private bool _closing;

    /// <summary>Whether attempts may start: not before the start, while the engine drains or while the store accepts nothing.</summary>
    public bool Accepts { get; private set; }

    /// <summary>The threads that run an attempt. Under the engine's lock.</summary>
    public IEnumerable<ExecutorThread> Running => _threads.Where(t => t.Current is not null);

    /// <summary>What the running attempts have allocated since they began, in bytes.</summary>
    public long Allocated
    {
        get
        {
            lock (context.Gate)
                return _threads.Sum(thread => thread.Memory.Allocated);
        }
    }

    /// <summary>Under the engine's lock.</summary>
    public void Accept(bool accepts)
    {
        Accepts = accepts;
        Wake();
    }

    /// <summary>Wakes or adds a thread if a message can start. Under the engine's lock.</summary>
    public void Wake()
    {
        if (isStepped || !Accepts || commits.IsFull || !context.Queues.HasRunnable)
            return;
        if (_idle > 0)
            Monitor.Pulse(context.Gate);
        else if (_threads.Count < MaxThreads)
            AddThread();
    }

    public void Dispose()
    {
        List<ExecutorThread> threads;
        lock (context.Gate)
        {
            _closing = true;
            Accepts = false;
            Monitor.PulseAll(context.Gate);
            threads = [.. _threads];
        }
        foreach (var thread in threads)
            thread.Dispose();
    }

    private void AddThread()
    {
        var thread = new ExecutorThread(_threads.Count + 1, Work, new AttemptMemory(memory));
        try
        {
            thread.Start();
        }
        catch (Exception none) when (none is OutOfMemoryException or ThreadStartException)
        {
            // The system has no more threads: those that run take the message, or the next one that wakes the executor tries again.
            return;
        }
        _threads.Add(thread);
    }

    private void Work(ExecutorThread thread)
    {
        for (var attempt = EndAndBeginNext(thread, null, null); attempt is not null;)
            attempt = EndAndBeginNext(thread, attempt, Evaluate(thread, attempt));
    }

    /// <summary>
    /// Ends an attempt and begins the next one, once there is one. It takes the lock only once for both, because all attempts contend for
    /// it. Returns null when the thread is to end.
    /// </summary>
    private Attempt? EndAndBeginNext(ExecutorThread thread, Attempt? ended, Outcome? outcome)
    {
        lock (context.Gate)
        {
            if (ended is not null && TryEnd(thread, ended, outcome!))
                Settle(ended);
            while (!_closing && !thread.IsAbandoned)
            {
                if (TryBegin(thread, out var attempt))
                    return attempt;
                _idle++;
                Monitor.Wait(context.Gate);
                _idle--;
            }
            return null;
        }
    }

    /// <summary>Settles an attempt that has ended, or whose thread has lost it. Under the engine's lock.</summary>
    public void Settle(Attempt attempt)
    {
        settler.Settle(attempt);
        context.Signals.AttemptSettled();
    }

    private bool TryBegin(ExecutorThread thread, [NotNullWhen(true)] out Attempt? attempt)
    {
        attempt = null;
        var now = context.Time.GetUtcNow();
        if (!TryClaim(now, out var queue, out var message))
            return false;
        context.Version.HasRun = true;
        attempt = new Attempt(context, queue!, message!, context.Version.Id, now) { Others = queue!.Batches.ClaimOthers(message!) };
        if (context.Version.Canvas.CallsOutside)
            attempt.Calls = new AttemptCalls(context, commits, outside, attempt);
        loader.LoadWhenLow(queue!);
        thread.Begin(attempt, context.Time.GetTimestamp());
        Wake();
        return true;
    }

    private bool TryClaim(DateTimeOffset now, out HandlerQueue? queue, out Message? message)
    {
        (queue, message) = (null, null);
        var claimed = Accepts && !commits.IsFull && context.Queues.TryClaim(now, out queue, out message);
        if (context.Queues.TakeTimesChanged())
            context.Signals.DueTimesChanged();
        return claimed;
    }

    /// <summary>Ends the attempt under the engine's lock. Returns false when it lost its lease and was settled already.</summary>
    private bool TryEnd(ExecutorThread thread, Attempt attempt, Outcome outcome)
    {
        thread.End();
        return attempt.TryEnd(outcome, context.Time.GetElapsedTime(thread.StartedAt));
    }

    /// <summary>
    /// Cancels the running attempt of a message that a client removes. Returns a task that completes when the removal is stored; null
    /// when no attempt runs. Under the engine's lock.
    /// </summary>
    public Task? CancelByHand(Message message)
    {
        if (_threads.Find(thread => IsHandling(thread, message)) is not { Current: { } attempt } thread)
            return null;
        if (attempt.Others is not null)
            (attempt.RemovedByHand ??= []).Add(message);
        attempt.Removal ??= new TaskCompletionSource(commits.Continuations);
        thread.Cancel();
        return attempt.Removal.Task;
    }

    private static bool IsHandling(ExecutorThread thread, Message message) =>
        thread.Current is { } attempt && (attempt.Target == message || attempt.Others?.Contains(message) == true);

    /// <summary>Takes the attempt from a thread that does not return, which ends if it ever does. Under the engine's lock.</summary>
    public bool TryAbandon(ExecutorThread thread, TimeSpan elapsed)
    {
        if (thread.Current is not { } attempt || !attempt.TryEnd(new Outcome.Cancelled(), elapsed))
            return false;
        thread.Abandon();
        _threads.Remove(thread);
        return true;
    }

    /// <summary>Begins the next attempt of a stepped engine. Returns null when nothing can start.</summary>
    public ExecutorThread? Begin()
    {
        lock (context.Gate)
        {
            var thread = new ExecutorThread(new AttemptMemory(memory));
            if (!TryBegin(thread, out _))
                return null;
            _threads.Add(thread);
            return thread;
        }
    }

    /// <summary>Ends an attempt of a stepped engine. Returns false when it had lost its lease.</summary>
    public bool End(ExecutorThread thread, Attempt attempt, Outcome outcome)
    {
        lock (context.Gate)
        {
            _threads.Remove(thread);
            var holdsLease = TryEnd(thread, attempt, outcome);
            if (holdsLease)
                Settle(attempt);
            return holdsLease;
        }
    }

    public Outcome Evaluate(ExecutorThread thread, Attempt attempt)
    {
        thread.Memory.Begin(attempt.Queue.Id);
        try
        {
            return AttemptEvaluation.Run(attempt, commits, thread.Cancellation, thread.Memory);
        }
        finally
        {
            thread.Memory.End();
        }
    }
}
