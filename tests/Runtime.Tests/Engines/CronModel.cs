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

    public DateTimeOffset? Next { get; private set; } = Schedule.TryCreate(cron.Schedule, cron.NameAt.Source, out _)!.First(start);

    public List<DateTimeOffset> Fired { get; } = [];

    /// <summary>Whether it skipped due times. With <c>all</c> it must not; with the other options it must, or the run tests nothing.</summary>
    public bool HasGaps => Fired.Count < _passed.Count;

    public bool IsComplete => cron.Options.CatchUp == CatchUp.All;

    public IEnumerable<(Guid Id, string Slot)> Expected =>
        Fired.Select(slot => (MessageIds.OfSlot(cron.Name, slot), $"{cron.Name} of {slot:u}"));

    public void CheckClock(DateTimeOffset now)
    {
        var due = new List<DateTimeOffset>();
        for (; Next <= now; Next = _schedule.Next(Next.Value))
            due.Add(Next.Value);
        _passed.AddRange(due);
        Fired.AddRange((due, cron.Options.CatchUp) switch
        {
            ([], _) => [],
            (_, CatchUp.Once) => [due[^1]],
            (_, CatchUp.Skip) => now - due[^1] > TimeSpan.FromMinutes(1) ? [] : [due[^1]],
            (_, CatchUp.All) => due.TakeLast(1000),
            _ => throw new UnreachableException(),
        });
    }
}
