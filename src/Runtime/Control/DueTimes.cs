using DarkLang.Runtime.Crons;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Control;

/// <summary>When crons are due; of one that is paused, when it would be if it were resumed now. Under the engine's lock.</summary>
internal sealed class DueTimes(ControlParts parts)
{
    public DateTimeOffset? Next(HandlerQueue queue, CronState state) => queue.Pause is null
        ? state.NextDue
        : (parts.Crons.AfterPause(queue.Id.Name, parts.Context.Time.GetUtcNow()) ?? state).NextDue;

    public IReadOnlyList<DateTimeOffset> Upcoming(string cron, int count)
    {
        var queue = HandlerNames.Get(parts.Context, HandlerId.Cron(cron));
        parts.Crons.TryGet(cron, out var schedule, out var state);
        return [.. Upcoming(schedule, Next(queue, state)).Take(Math.Clamp(count, 0, IControlClient.MostDueTimes))];
    }

    private static IEnumerable<DateTimeOffset> Upcoming(Schedule schedule, DateTimeOffset? first)
    {
        for (var due = first; due is not null; due = schedule.Next(due.Value))
            yield return due.Value;
    }
}
