using System.Diagnostics;
using DarkLang.Lang.Resolution;
using DarkLang.Runtime.Crons;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>The due times of a cron that should fire, found by plain stepping from one to the next at each look at the clock.</summary>
internal sealed class CronModel(Cron cron, DateTimeOffset start)
{
    private readonly Schedule _schedule = Schedule.TryCreate(cron.Schedule, cron.NameAt.Source, out _)!;
    private readonly List<DateTimeOffset> _passed = [];
    private DateTimeOffset? _lastFired;
    private readonly DateTimeOffset _start = start;
    private DateTimeOffset _clock = start;
    private int _corrections;

    public DateTimeOffset? Next { get; private set; } = Schedule.TryCreate(cron.Schedule, cron.NameAt.Source, out _)!.First(start);

    public List<(DateTimeOffset Slot, int Corrections)> Fired { get; } = [];

    /// <summary>Whether it skipped due times. With <c>all</c> it must not; with the other options it must, or the run tests nothing.</summary>
    public bool HasGaps => Fired.Count < _passed.Count;

    public bool IsComplete => cron.Options.CatchUp == CatchUp.All;

    public IEnumerable<(Guid Id, string Slot)> Expected =>
        Fired.Select(run => (MessageIds.OfSlot(cron.Name, run.Slot, run.Corrections), $"{cron.Name} of {run.Slot:u}"));

    public void CheckClock(DateTimeOffset now)
    {
        CorrectAfterStepBack(now);
        var due = new List<DateTimeOffset>();
        for (; Next <= now; Next = _schedule.Next(Next.Value))
            due.Add(Next.Value);
        _passed.AddRange(due);
        IEnumerable<DateTimeOffset> fired = (due, cron.Options.CatchUp) switch
        {
            ([], _) => [],
            (_, CatchUp.Once) => [due[^1]],
            (_, CatchUp.Skip) => now - due[^1] > TimeSpan.FromMinutes(1) ? [] : [due[^1]],
            (_, CatchUp.All) => due.TakeLast(1000),
            _ => throw new UnreachableException(),
        };
        foreach (var slot in fired)
        {
            Fired.Add((slot, _corrections));
            _lastFired = slot;
        }
    }

    // A clock that is set back starts the schedule anew, unless it only repeats what has run and the next due time is not far away.
    private void CorrectAfterStepBack(DateTimeOffset now)
    {
        var wentBack = now < _clock;
        _clock = now;
        if (!wentBack || Next is not { } due || due <= now)
            return;
        var from = now;
        if (_lastFired is { } last && last > now)
        {
            if (last - now <= TimeSpan.FromMinutes(Math.Clamp((due - last).TotalMinutes, 1, 180)))
                from = last;
            else
                _lastFired = null;
        }
        var first = FirstAfter(from);
        if (first >= due)
            return;
        Next = first;
        _corrections++;
    }

    // The series also has times before the start, to which the clock may be set back. A whole number of cycles keeps them in step.
    private DateTimeOffset FirstAfter(DateTimeOffset now)
    {
        var due = _schedule.First(_start)!.Value.AddDays(-140);
        while (due <= now)
            due = _schedule.Next(due)!.Value;
        return due;
    }
}
