using DarkLang.Runtime.Crons;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Control;

/// <summary>When crons are due; of a paused cron, when it would be due if it were resumed now. Used under the engine's lock.</summary>
internal sealed class UpcomingRuns(EngineParts parts)
{
    public DateTimeOffset? Next(HandlerQueue queue, CronState state) => queue.Pause is null
        ? state.NextDue
        : (parts.Crons.AfterPause(queue.Id.Name, parts.Context.Time.GetUtcNow()) ?? state).NextDue;

    /// <summary>Returns the next due times of a cron, soonest first.</summary>
    public IReadOnlyList<DateTimeOffset> List(string cron, int count)
    {
        var queue = HandlerFinder.Get(parts.Context, HandlerId.Cron(cron));
        parts.Crons.TryGet(cron, out var schedule, out var state);
        return [.. From(schedule, Next(queue, state)).Take(count)];
    }

    private static IEnumerable<DateTimeOffset> From(Schedule schedule, DateTimeOffset? first)
    {
        for (var due = first; due is not null; due = schedule.Next(due.Value))
            yield return due.Value;
    }
}
