namespace DarkLang.Runtime.Crons;

/// <summary>The due times that are run now, selected from those that have passed.</summary>
/// <param name="Notice">Says which due times are skipped; null if the cron's <c>catchUp</c> leaves none out.</param>
internal sealed record DueSlots(IReadOnlyList<DateTimeOffset> Slots, DateTimeOffset? Next, string? Notice)
{
    /// <summary>The most missed runs that <c>catchUp: "all"</c> starts at once, and the most runs of a cron that wait.</summary>
    public const int MaxRuns = 1_000;

    /// <summary>A due time that passed no longer ago than this is on time, not missed.</summary>
    public static readonly TimeSpan OnTime = TimeSpan.FromMinutes(1);

    // Nobody needs a larger number exactly.
    private const int MaxCounted = 100_000;

    /// <param name="due">The first due time that has passed.</param>
    public static DueSlots Select(Schedule schedule, CatchUp policy, DateTimeOffset due, DateTimeOffset now)
    {
        var (missed, next) = schedule.NextAfter(due, now);
        var latest = missed ?? due;
        return policy switch
        {
            CatchUp.Once => new DueSlots([latest], next, null),
            CatchUp.Skip when now - latest <= OnTime => new DueSlots([latest], next, null),
            CatchUp.Skip => new DueSlots(
                [], next, $"the due times from {Format(due)} to {Format(latest)} are skipped, because the cron has catchUp \"skip\""),
            CatchUp.All => All(schedule, due, now, next),
            _ => throw new UnreachableException(),
        };
    }

    private static DueSlots All(Schedule schedule, DateTimeOffset due, DateTimeOffset now, DateTimeOffset? next)
    {
        var newest = NewestSlots(schedule, due, now);
        if (newest[0] == due)
            return new DueSlots(newest, next, null);
        var older = SlotsBetween(schedule, due, newest[0].AddTicks(-1)).Take(MaxCounted + 1).Count();
        var count = older > MaxCounted ? $"more than {MaxCounted}" : $"{older}";
        var notice = $"only the newest {MaxRuns} missed runs are started; {count} older ones, before {Format(newest[0])}, are skipped";
        return new DueSlots(newest, next, notice);
    }

    // Looks back over periods of doubling length, so that years of missed seconds cost no more than the runs that are started.
    private static IReadOnlyList<DateTimeOffset> NewestSlots(Schedule schedule, DateTimeOffset due, DateTimeOffset now)
    {
        for (var back = TimeSpan.FromSeconds(MaxRuns); now - due > back; back *= 2)
        {
            if (schedule.NextAfter(due, now - back).Next is not { } first)
                break;
            var slots = SlotsBetween(schedule, first, now).ToList();
            if (slots.Count >= MaxRuns)
                return slots[^MaxRuns..];
        }
        return [.. SlotsBetween(schedule, due, now).TakeLast(MaxRuns)];
    }

    private static IEnumerable<DateTimeOffset> SlotsBetween(Schedule schedule, DateTimeOffset first, DateTimeOffset until)
    {
        for (DateTimeOffset? slot = first; slot <= until; slot = schedule.Next(slot.Value))
            yield return slot.Value;
    }

    private static string Format(DateTimeOffset time) => $"{time.UtcDateTime:s}Z";
}
