namespace DarkLang.Simulation.Tests;

/// <summary>
/// A clock that only the simulation moves. The wall clock may jump without any time passing. A timer fires at most once per move, as after a
/// stall of the process.
/// </summary>
internal sealed class SimulatedTime(DateTimeOffset start) : TimeProvider
{
    private readonly List<Timer> _timers = [];
    private DateTimeOffset _now = start;
    private long _passed;

    /// <summary>The latest time that the wall clock has shown.</summary>
    public DateTimeOffset Latest { get; private set; } = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _passed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        _timers.Add(timer);
        return timer;
    }

    public void Pass(TimeSpan time)
    {
        _passed += time.Ticks;
        Jump(time);
        foreach (var timer in _timers.Where(timer => timer.Due <= _passed).ToList())
            timer.Fire();
        _timers.RemoveAll(timer => timer.IsDone);
    }

    /// <summary>Sets the wall clock; no time passes.</summary>
    public void Jump(TimeSpan by)
    {
        _now += by;
        if (_now > Latest)
            Latest = _now;
    }

    /// <summary>Drops the timers of a process that is gone.</summary>
    public void DropTimers() => _timers.Clear();

    private sealed class Timer(SimulatedTime time, Action fire) : ITimer
    {
        private long _period = Timeout.Infinite;

        public long Due { get; private set; } = long.MaxValue;

        public bool IsDone { get; private set; }

        public void Fire()
        {
            // An earlier timer of the same move may have changed or disposed this one.
            if (Due > time._passed)
                return;
            Due = _period > 0 ? time._passed + _period : long.MaxValue;
            fire();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime < TimeSpan.Zero ? long.MaxValue : time._passed + dueTime.Ticks;
            _period = period < TimeSpan.Zero ? Timeout.Infinite : period.Ticks;
            return true;
        }

        public void Dispose() => (Due, IsDone) = (long.MaxValue, true);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
