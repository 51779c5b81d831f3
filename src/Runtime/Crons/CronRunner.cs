using DarkLang.Lang.Resolution;
using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Crons;

/// <summary>
/// Fires crons. The next due time follows from the previous one and is stored together with the message of the firing, so a slot
/// fires once whatever happens in between. Used under the engine's lock.
/// </summary>
internal sealed class CronRunner(EngineContext context, CommitQueue commits)
{
    private readonly Dictionary<string, Entry> _crons = new(StringComparer.Ordinal);

    public bool TryGet(string name, out Schedule schedule, out CronState state)
    {
        var found = _crons.TryGetValue(name, out var entry);
        schedule = entry?.Schedule!;
        state = entry?.State!;
        return found;
    }

    /// <summary>Takes up the crons of the canvas where the store left them; gives the due times that are new or have changed.</summary>
    public IReadOnlyList<CronUpdated> Load(IReadOnlyList<Cron> crons, IReadOnlyList<CronState> stored, DateTimeOffset now)
    {
        var known = stored.ToDictionary(s => s.Name, StringComparer.Ordinal);
        foreach (var cron in crons)
        {
            var schedule = Schedule.TryCreate(cron.Schedule, cron.NameAt.Source, out _)
                ?? throw new ArgumentException($"the schedule of cron {cron.Name} was not checked", nameof(crons));
            known.TryGetValue(cron.Name, out var state);
            _crons[cron.Name] = new Entry(schedule, TakeUp(cron.Name, schedule, state, now));
        }
        return [.. _crons.Values.Select(c => c.State).Except(stored).Select(s => new CronUpdated(s))];
    }

    /// <summary>Fires what is due by now; gives the next due time of all.</summary>
    public DateTimeOffset? FireDue(DateTimeOffset now)
    {
        DateTimeOffset? next = null;
        foreach (var entry in _crons.Values)
        {
            var queue = context.Queues[HandlerId.Cron(entry.State.Name)];
            if (queue.Pause is not null)
                continue;
            if (entry.State.NextDue <= now)
                Fire(entry, queue, now);
            if (entry.State.NextDue is { } due && (next is null || due < next))
                next = due;
        }
        return next;
    }

    /// <summary>The due times that passed while it was paused are not made up for: the state to store and then to <see cref="TakeUp(CronState)"/>; null when none passed.</summary>
    public CronState? AfterPause(string name, DateTimeOffset now) =>
        _crons.TryGetValue(name, out var entry) && entry.State.NextDue <= now
            ? entry.State with { NextDue = entry.Schedule.NextAfter(entry.State.NextDue.Value, now).Next }
            : null;

    /// <summary>It is stored.</summary>
    public void TakeUp(CronState state) => _crons[state.Name].State = state;

    private static CronState TakeUp(string name, Schedule schedule, CronState? stored, DateTimeOffset now)
    {
        if (stored is null)
            return new CronState(name, schedule.Canonical, schedule.First(now), LastFired: null);
        if (stored.Schedule == schedule.Canonical)
            return stored;
        // A changed schedule does not fire by itself.
        return stored with { Schedule = schedule.Canonical, NextDue = schedule.NextAfter(now, now).Next };
    }

    // After a downtime or a jump of the clock one firing stands for all that were missed.
    private void Fire(Entry entry, HandlerQueue queue, DateTimeOffset now)
    {
        var due = entry.State.NextDue!.Value;
        var missed = entry.Schedule.NextAfter(due, now);
        var slot = missed.Latest ?? due;
        if (IsBusy(queue))
        {
            // The previous run is not over: this slot is skipped.
            entry.State = entry.State with { NextDue = missed.Next };
            commits.SubmitWithoutWaiting(new CommitUnit([new CronUpdated(entry.State)], () => { }, OnRefused: null));
            return;
        }
        entry.State = entry.State with { NextDue = missed.Next, LastFired = slot };
        var message = context.NewMessage(MessageIds.OfSlot(entry.State.Name, slot), queue.Id, null, null, null, "schedule");
        commits.SubmitWithoutWaiting(new CommitUnit(
            [new CronUpdated(entry.State), new MessageEnqueued(message)],
            () =>
            {
                context.Queues.Add(message);
                context.Events.Fired(queue.Id, message.Id, slot);
            },
            OnRefused: null));
    }

    private static bool IsBusy(HandlerQueue queue) => queue.Total > queue.Count(MessageState.Dead);

    private sealed class Entry(Schedule schedule, CronState state)
    {
        public Schedule Schedule { get; } = schedule;

        public CronState State { get; set; } = state;
    }
}
