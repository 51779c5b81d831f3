using DarkLang.Runtime.Attempts;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Execution;

/// <summary>
/// Watches attempts that take long. It cancels those past the timeout, takes the message from those that can't be cancelled, and stores
/// that they have started, so that a message which kills its process is not retried forever. The start of a short attempt is never
/// stored, which keeps it cheap. The timeout of an attempt outside is its lease.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>The time after which a cancelled attempt hangs in something that can't be cancelled: evaluation ends sooner.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly EngineContext _context;
    private readonly Executor _executor;
    private readonly Consumers _consumers;
    private readonly CommitQueue _commits;
    private readonly ITimer _timer;

    public Watchdog(EngineContext context, Executor executor, Consumers consumers, CommitQueue commits)
    {
        (_context, _executor, _consumers, _commits) = (context, executor, consumers, commits);
        _timer = context.Time.CreateTimer(_ => Check(), null, Interval, Interval);
    }

    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        lock (_context.Gate)
        {
            foreach (var thread in _executor.Running.ToList())
                Check(thread, thread.Current!);
            foreach (var claim in _consumers.Held.ToList())
                Check(claim);
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
        StoreStart(attempt, elapsed);
        var timeout = attempt.Options.Timeout;
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

    private void Check(Claim claim)
    {
        StoreStart(claim.Attempt, _context.Time.GetElapsedTime(claim.StartedAt));
        if (_context.Time.GetElapsedTime(claim.ExtendedAt) >= claim.Length)
            _consumers.Expire(claim);
    }

    private void StoreStart(Attempt attempt, TimeSpan elapsed)
    {
        if (elapsed < Interval || attempt.IsStartSubmitted)
            return;
        attempt.IsStartSubmitted = true;
        var updates = attempt.Messages
            .Select(message => new MessageUpdated(message, MessageState.Ready, message.Due, attempt.Number, null));
        _commits.SubmitWithoutWaiting(new CommitUnit([.. updates], () => { }, _ => { }));
    }
}
