using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Crons;

/// <summary>Finds due times that were computed while the clock was ahead, and that would keep a cron from running.</summary>
internal static class ClockCorrection
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(3);

    /// <summary>Returns the state with a due time that the clock allows; null if the present one is right.</summary>
    public static CronState? Of(CronState state, Schedule schedule, DateTimeOffset now)
    {
        if (state.NextDue is not { } due || due <= now)
            return null;
        // The due times up to the last run were run. A clock that is set back by a few seconds must not run them again.
        var from = state.LastFired is { } last && last > now && last - now <= Tolerance(due - last) ? last : now;
        if (schedule.FirstAfter(from, due) is not { } next || next >= due)
            return null;
        return state with
        {
            NextDue = next,
            LastFired = state.LastFired > from ? null : state.LastFired,
            Corrections = state.Corrections + 1,
        };
    }

    // A daily run is not repeated when the clock is set back by an hour; a run of each minute does not pause for that hour.
    private static TimeSpan Tolerance(TimeSpan period) => period < Shortest ? Shortest : period > Longest ? Longest : period;
}
