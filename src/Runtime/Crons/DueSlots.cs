using System.Diagnostics;
using DarkLang.Lang.Resolution;

namespace DarkLang.Runtime.Crons;

/// <summary>Which of the due times that have come are run.</summary>
/// <param name="LeftOut">In words, what is not made up for; null when nothing is lost that the cron wanted.</param>
internal sealed record DueSlots(IReadOnlyList<DateTimeOffset> Slots, DateTimeOffset? Next, string? LeftOut)
{
    /// <summary>Runs that are made up for at once with <c>catchUp: "all"</c>, and runs that wait at most.</summary>
    public const int Most = 1_000;

    /// <summary>A due time that is no longer past is on time, not missed.</summary>
    public static readonly TimeSpan OnTime = TimeSpan.FromMinutes(1);

    // Beyond that nobody needs the exact number.
    private const int MostCounted = 100_000;

    /// <param name="due">The first that has come: not after <paramref name="now"/>.</param>
    public static DueSlots Of(Schedule schedule, CatchUp policy, DateTimeOffset due, DateTimeOffset now)
    {
        var (missed, next) = schedule.NextAfter(due, now);
        var latest = missed ?? due;
        return policy switch
        {
            CatchUp.Once => new DueSlots([latest], next, null),
            CatchUp.Skip when now - latest <= OnTime => new DueSlots([latest], next, null),
            CatchUp.Skip =>
                new DueSlots([], next, $"what was due from {Text(due)} to {Text(latest)} is not made up for: its catchUp is \"skip\""),
            CatchUp.All => All(schedule, due, now, next),
            _ => throw new UnreachableException(),
        };
    }

    private static DueSlots All(Schedule schedule, DateTimeOffset due, DateTimeOffset now, DateTimeOffset? next)
    {
        var newest = Newest(schedule, due, now);
        if (newest[0] == due)
            return new DueSlots(newest, next, null);
        var before = Step(schedule, due, newest[0].AddTicks(-1)).Take(MostCounted + 1).Count();
        var count = before > MostCounted ? $"more than {MostCounted}" : $"{before}";
        return new DueSlots(newest, next, $"the newest {Most} missed runs are made up for; {count} before {Text(newest[0])} are left out");
    }

    // Looks back in doubling stretches, so that years of seconds cost no more than the runs that are wanted.
    private static IReadOnlyList<DateTimeOffset> Newest(Schedule schedule, DateTimeOffset due, DateTimeOffset now)
    {
        for (var back = TimeSpan.FromSeconds(Most); now - due > back; back *= 2)
        {
            if (schedule.NextAfter(due, now - back).Next is not { } first)
                break;
            var slots = Step(schedule, first, now).ToList();
            if (slots.Count >= Most)
                return slots[^Most..];
        }
        return [.. Step(schedule, due, now).TakeLast(Most)];
    }

    private static IEnumerable<DateTimeOffset> Step(Schedule schedule, DateTimeOffset first, DateTimeOffset until)
    {
        for (DateTimeOffset? slot = first; slot <= until; slot = schedule.Next(slot.Value))
            yield return slot.Value;
    }

    private static string Text(DateTimeOffset time) => $"{time.UtcDateTime:s}Z";
}
