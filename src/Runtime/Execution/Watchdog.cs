using DarkLang.Runtime.Attempts;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Execution;

/// <summary>
/// Watches attempts that take long. It cancels those past the timeout, takes the message from those that can't be cancelled, and stores
/// that they have started, so that a message which kills its process is not retried forever. The start of a short attempt is never
/// stored, which keeps it cheap.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>The time after which a cancelled attempt hangs in something that can't be cancelled: evaluation ends sooner.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly EngineContext _context;
    private readonly Executor _executor;
    private readonly CommitQueue _commits;
    private readonly ITimer _timer;

    public Watchdog(EngineContext context, Executor executor, CommitQueue commits)
    {
        (_context, _executor, _commits) = (context, executor, commits);
        _timer = context.Time.CreateTimer(_ => Check(), null, Interval, Interval);
    }

    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        lock (_context.Gate)
        {
            foreach (var thread in _executor.Running.ToList())
                Check(thread, thread.Current!);
            SaveLimiters();
        }
    }

    // Storing the starts late does little harm: a killed process forgets a tenth of a second of them.
    private void SaveLimiters()
    {
        foreach (var queue in _context.Queues.WithRate)
        {
            if (queue.Limiter is not { IsChanged: true } limiter)
                continue;
            var starts = new LimiterState(queue.Id, limiter.TakeChanged());
            _commits.SubmitWithoutWaiting(new CommitUnit([new LimiterSaved(starts)]));
        }
    }

    private void Check(ExecutorThread thread, Attempt attempt)
    {
        var elapsed = _context.Time.GetElapsedTime(thread.StartedAt);
        if (elapsed >= Interval && !attempt.IsStartSubmitted)
        {
            attempt.IsStartSubmitted = true;
            var message = attempt.Target;
            var update = new MessageUpdated(message, MessageState.Ready, message.Due, attempt.Number, null);
            _commits.SubmitWithoutWaiting(new CommitUnit([update], () => { }, _ => { }));
        }
        var timeout = attempt.Handler.Options.Timeout;
        if (elapsed >= timeout && !attempt.TimedOut)
        {
            attempt.TimedOut = true;
            thread.Cancel();
        }
        if (elapsed >= timeout + Grace && _executor.TryAbandon(thread, elapsed))
        {
            _executor.Settle(attempt);
            _executor.Wake();
        }
    }
}
