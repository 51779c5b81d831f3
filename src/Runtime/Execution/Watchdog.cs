using DarkLang.Runtime.Attempts;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Execution;

/// <summary>
/// Looks after attempts that take long: ends those past the timeout, takes the message from those that can't be ended, and writes down that they were begun, so that a message which
/// takes its process down with it is not tried for ever. Short attempts are never written down: that keeps them cheap.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Evaluation ends within moments of the timeout; an attempt that is still not over then hangs in something that can't be ended.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly EngineContext _context;
    private readonly Executor _executor;
    private readonly CommitQueue _commits;
    private readonly ITimer _timer;

    public Watchdog(EngineContext context, Executor executor, CommitQueue commits)
    {
        _context = context;
        _executor = executor;
        _commits = commits;
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

    // A moment late is early enough: a killed process forgets a tenth of a second of starts.
    private void SaveLimiters()
    {
        foreach (var queue in _context.Queues.WithRate)
        {
            if (queue.Limiter is { IsChanged: true } rate)
                _commits.SubmitWithoutWaiting(
                    new CommitUnit([new LimiterSaved(new RateStarts(queue.Id, rate.TakeChanged()))]));
        }
    }

    private void Check(ExecutorThread thread, Attempt attempt)
    {
        var elapsed = _context.Time.GetElapsedTime(thread.StartedAt);
        if (elapsed >= Interval && !attempt.WasNoted)
        {
            attempt.WasNoted = true;
            var message = attempt.Target;
            _commits.SubmitWithoutWaiting(new CommitUnit(
                [new MessageUpdated(message, MessageState.Ready, message.Due, attempt.Number, null)],
                () => { },
                _ => { }));
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
