using DarkLang.Runtime.Crons;

namespace DarkLang.Runtime;

/// <summary>
/// Wakes the engine when the next message or cron is due. It reads the clock at least every ten seconds, so that it notices a clock jump;
/// if the clock was set back, it corrects the due times that were computed while the clock was ahead.
/// </summary>
internal sealed class Scheduler : IDisposable
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    private readonly EngineContext _context;
    private readonly CronRunner _crons;
    private readonly ITimer _timer;
    private DateTimeOffset? _next;
    private bool _running;

    // Before the first tick, the clock may have been ahead in an earlier process.
    private bool _clockWentBack = true;
    private DateTimeOffset _lastTick;

    public Scheduler(EngineContext context, CronRunner crons)
    {
        (_context, _crons) = (context, crons);
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

    /// <summary>Moves due messages, and sets the timer to an earlier time if a new message needs that. Under the engine's lock.</summary>
    public void TickWhenChanged()
    {
        if (!_running)
            return;
        var now = _context.Time.GetUtcNow();
        var next = _context.Queues.MoveDue(now);
        if (next < _next)
            SetTimer(next, now);
    }

    /// <summary>Checks all due times again at once, because some may have changed. Under the engine's lock.</summary>
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
            CorrectDueTimes(now);
            var message = _context.Queues.MoveDue(now);
            var cron = _crons.FireDue(now);
            SetTimer(message < cron || cron is null ? message : cron, now);
            _context.Signals.DueTimesPassed();
        }
    }

    private void CorrectDueTimes(DateTimeOffset now)
    {
        if (now < _lastTick)
        {
            _clockWentBack = true;
            _context.Queues.ClockWentBack(now);
        }
        _lastTick = now;
        if (_clockWentBack)
            _clockWentBack = !_crons.CorrectDueTimes(now);
    }

    private void SetTimer(DateTimeOffset? next, DateTimeOffset now)
    {
        _next = next ?? DateTimeOffset.MaxValue;
        var wait = _next.Value - now;
        _timer.Change(wait < MaxWait ? RoundUp(wait) : MaxWait, Timeout.InfiniteTimeSpan);
    }

    // Rounds up to the resolution of a timer: waking a moment too early would spin.
    private static TimeSpan RoundUp(TimeSpan wait) =>
        wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
}
