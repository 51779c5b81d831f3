using System.Diagnostics.CodeAnalysis;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using DarkLang.Runtime.Attempts;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Execution;

/// <summary>
/// The threads that run attempts. Evaluation is synchronous and may recurse deeply, so each has a large stack; a thread is added when
/// something could start and none is idle.
/// </summary>
internal sealed class Executor(
    EngineContext context, CommitQueue commits, QueueLoader loader, Settler settler, bool isStepped) : IDisposable
{
    private const int MaxThreads = 256;

    private readonly List<ExecutorThread> _threads = [];
    private int _idle;
    private bool _closing;

    /// <summary>False while paused as a whole: before the start, while draining, and while the store takes nothing.</summary>
    public bool Accepts { get; private set; }

    /// <summary>The attempts running now. Under the engine's lock.</summary>
    public IEnumerable<ExecutorThread> Running => _threads.Where(t => t.Current is not null);

    /// <summary>Under the engine's lock.</summary>
    public void Accept(bool accepts)
    {
        Accepts = accepts;
        Wake();
    }

    /// <summary>Something may have become runnable. Under the engine's lock.</summary>
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
        var thread = new ExecutorThread(_threads.Count + 1, Work);
        _threads.Add(thread);
        thread.Start();
    }

    private void Work(ExecutorThread thread)
    {
        for (var attempt = Next(thread, null, null); attempt is not null;)
            attempt = Next(thread, attempt, Evaluate(thread, attempt));
    }

    /// <summary>Ends an attempt and begins the next, once there is one: in one turn of the lock, which all attempts contend for. Null when the thread is to end.</summary>
    private Attempt? Next(ExecutorThread thread, Attempt? ended, Outcome? outcome)
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
        attempt = new Attempt(context, queue!, message!, context.Version.Id, now);
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

    /// <summary>False when the attempt lost its lease meanwhile: then it was settled without this thread. Under the engine's lock.</summary>
    private bool TryEnd(ExecutorThread thread, Attempt attempt, Outcome outcome)
    {
        thread.End();
        return attempt.TryEnd(outcome, context.Time.GetElapsedTime(thread.StartedAt));
    }

    /// <summary>Ends the attempt at a message that somebody removes. Gives when that is stored; null when the attempt is over already. Under the engine's lock.</summary>
    public Task? CancelByHand(Message message)
    {
        if (_threads.Find(thread => thread.Current?.Target == message) is not { Current: { } attempt } thread)
            return null;
        attempt.Removal ??= new TaskCompletionSource(commits.Continuations);
        thread.Cancel();
        return attempt.Removal.Task;
    }

    /// <summary>Takes the attempt from a thread that does not come back; the thread ends when it does. Under the engine's lock.</summary>
    public bool TryAbandon(ExecutorThread thread, TimeSpan elapsed)
    {
        if (thread.Current is not { } attempt || !attempt.TryEnd(new Outcome.Cancelled(), elapsed))
            return false;
        thread.Abandon();
        _threads.Remove(thread);
        return true;
    }

    /// <summary>Begins the next attempt of an engine that is stepped; null when nothing can start.</summary>
    public ExecutorThread? Begin()
    {
        lock (context.Gate)
        {
            var thread = new ExecutorThread();
            if (!TryBegin(thread, out _))
                return null;
            _threads.Add(thread);
            return thread;
        }
    }

    /// <summary>Ends an attempt of an engine that is stepped; false when it had lost its lease.</summary>
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
        var code = attempt.Handler.Body;
        try
        {
            if (code.ParameterCount == 0)
                return Interpreter.Run(code, [], attempt, Limits.Default, thread.Cancellation);
            attempt.Input = attempt.Target.Event ?? commits.LoadEvent(attempt.Target);
            var @event = ValueEncoding.DecodeInPlace(attempt.Input);
            if (attempt.Target.HasInvalidOptions && SchedulingAttributes.Of(attempt.Handler.Options, @event).Problem is { } problem)
                return new Outcome.Failed(problem);
            return Interpreter.Run(code, [@event], attempt, Limits.Default, thread.Cancellation);
        }
        catch (Exception e) when (e is InvalidDataException or StoreException)
        {
            return new Outcome.Failed(Failures.Unreadable(attempt.Handler.NameAt, e.Message));
        }
        catch (Exception e)
        {
            // Nothing a program does throws here, so this is a bug of ours. It costs one message, not the process.
            return new Outcome.Failed(Failures.Bug(attempt.Handler.NameAt, e));
        }
    }
}
