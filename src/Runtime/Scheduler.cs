using DarkLang.Runtime.Crons;

namespace DarkLang.Runtime;

/// <summary>
/// Wakes the engine when the next message or cron is due. It looks at the clock at least every ten seconds, so a jump of the clock is noticed.
/// </summary>
internal sealed class Scheduler : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly EngineContext _context;
    private readonly CronRunner _crons;
    private readonly ITimer _timer;
    private DateTimeOffset? _next;
    private bool _running;

    public Scheduler(EngineContext context, CronRunner crons)
    {
        _context = context;
        _crons = crons;
        _timer = context.Time.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Start()
    {
        lock (_context.Gate)
            _running = true;
        Tick();
    }

    public void Stop()
    {
        lock (_context.Gate)
            _running = false;
    }

    /// <summary>A message may have become due earlier than anything before. Under the engine's lock.</summary>
    public void TickWhenChanged()
    {
        if (!_running)
            return;
        var now = _context.Time.GetUtcNow();
        var next = _context.Queues.MoveDue(now);
        if (next < _next)
            Wait(next, now);
    }

    /// <summary>A due time may have changed: looks at all of them anew. Under the engine's lock.</summary>
    public void RequestTick()
    {
        if (_running)
            _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        lock (_context.Gate)
        {
            if (!_running)
                return;
            var now = _context.Time.GetUtcNow();
            var message = _context.Queues.MoveDue(now);
            var cron = _crons.FireDue(now);
            Wait(message < cron || cron is null ? message : cron, now);
            _context.Signals.DueTimesPassed();
        }
    }

    private void Wait(DateTimeOffset? next, DateTimeOffset now)
    {
        _next = next ?? DateTimeOffset.MaxValue;
        var wait = _next.Value - now;
        _timer.Change(wait < LongestWait ? Positive(wait) : LongestWait, Timeout.InfiniteTimeSpan);
    }

    // Rounded up to what a timer can tell apart: waking a moment too early would spin.
    private static TimeSpan Positive(TimeSpan wait) =>
        wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
}
