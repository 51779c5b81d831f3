using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Execution;

/// <summary>
/// Looks after attempts that take long: ends those past the timeout, and writes down that they were begun, so that a message which
/// takes its process down with it is not tried for ever. Short attempts are never written down: that keeps them cheap.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly EngineContext _context;
    private readonly Executor _executor;
    private readonly CommitQueue _commits;
    private readonly ITimer _timer;

    public Watchdog(EngineContext context, Executor executor, CommitQueue commits)
    {
        _context = context;
        _executor = executor;
        _commits = commits;
        _timer = context.Time.CreateTimer(_ => Look(), null, Interval, Interval);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        lock (_context.Gate)
        {
            foreach (var thread in _executor.Running)
                Look(thread, thread.Current!);
        }
    }

    private void Look(ExecutorThread thread, Attempt attempt)
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
        if (elapsed >= Timeout && !attempt.TimedOut)
        {
            attempt.TimedOut = true;
            thread.Cancel();
        }
    }
}
