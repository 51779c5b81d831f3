using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Crons;

/// <summary>
/// Fires crons. The next due time follows from the previous one and is stored together with the message of the firing, so a slot fires
/// once, whatever happens in between. Used under the engine's lock.
/// </summary>
internal sealed class CronRunner(EngineContext context, CommitQueue commits)
{
    private readonly Dictionary<string, Entry> _crons = new(StringComparer.Ordinal);

    // The states of crons that are not in the canvas: they are used again if a later canvas has them.
    private readonly Dictionary<string, CronState> _removed = new(StringComparer.Ordinal);

    /// <summary>Returns a cron of the canvas.</summary>
    public (Schedule Schedule, CronState State) Get(string name) => (_crons[name].Schedule, _crons[name].State);

    /// <summary>Restores the crons of the canvas from their stored states. Returns the states that are new or have changed.</summary>
    public IReadOnlyList<CronUpdated> Restore(IReadOnlyList<Cron> crons, IReadOnlyList<CronState> stored, DateTimeOffset now)
    {
        foreach (var state in stored)
            _removed[state.Name] = state;
        return Replace(crons, now);
    }

    /// <summary>Replaces the crons by those of another canvas, which keep their states. Returns the states to store.</summary>
    public IReadOnlyList<CronUpdated> Replace(IReadOnlyList<Cron> crons, DateTimeOffset now)
    {
        foreach (var name in _crons.Keys.Except(crons.Select(cron => cron.Name)).ToList())
        {
            _crons.Remove(name, out var entry);
            _removed[name] = entry!.State;
        }
        return [.. crons.Select(cron => Set(cron, now)).OfType<CronState>().Select(state => new CronUpdated(state))];
    }

    /// <summary>Fires the crons that are due. Returns the next due time of all.</summary>
    public DateTimeOffset? FireDue(DateTimeOffset now)
    {
        DateTimeOffset? next = null;
        foreach (var entry in _crons.Values)
        {
            var queue = context.Queues[HandlerId.Cron(entry.State.Name)];
            if (queue.Pause is not null || IsUndecided(queue))
                continue;
            if (entry.State.NextDue <= now)
                Fire(entry, queue, now);
            if (entry.State.NextDue is { } due && (next is null || due < next))
                next = due;
        }
        return next;
    }

    /// <summary>
    /// Computes due times anew that the present clock contradicts, because it was ahead when they were computed. Returns false if a cron
    /// has to be checked again, because a command on it is pending.
    /// </summary>
    public bool CorrectDueTimes(DateTimeOffset now)
    {
        var all = true;
        foreach (var entry in _crons.Values)
        {
            if (ClockCorrection.Of(entry.State, entry.Schedule, now) is not { } corrected)
                continue;
            if (IsUndecided(context.Queues[HandlerId.Cron(entry.State.Name)]))
            {
                all = false;
                continue;
            }
            var (due, next) = (entry.State.NextDue, corrected.NextDue);
            entry.State = corrected;
            commits.SubmitWithoutWaiting(new CommitUnit([new CronUpdated(corrected)]));
            context.Signals.CronNoticed(new CronNotice(
                corrected.Name, $"the clock was set back: the next run is due at {next?.UtcDateTime:s}Z, not at {due?.UtcDateTime:s}Z"));
        }
        return all;
    }

    /// <summary>Returns the state of a paused cron that resumes now, which skips what was due meanwhile; null if nothing was.</summary>
    public CronState? AfterPause(string name, DateTimeOffset now) =>
        _crons.TryGetValue(name, out var entry) && entry.State.NextDue is { } due && due <= now
            ? entry.State with { NextDue = entry.Schedule.NextAfter(due, now).Next } : null;

    /// <summary>Sets the state after a pause, once that is stored. A newer schedule, which is stored after it, stays.</summary>
    public void Resume(CronState state)
    {
        if (commits.Pending.Changes<CronUpdated>(Subject.OfHandler(HandlerId.Cron(state.Name))).Any())
            return;
        if (_crons.TryGetValue(state.Name, out var entry))
            entry.State = state;
        else if (_removed.ContainsKey(state.Name))
            _removed[state.Name] = state;
    }

    /// <summary>Adds or updates a cron. Returns its state if that has to be stored.</summary>
    private CronState? Set(Cron cron, DateTimeOffset now)
    {
        var schedule = Schedule.TryCreate(cron.Schedule, cron.NameAt.Source, out _)
            ?? throw new ArgumentException($"the schedule of cron {cron.Name} was not checked", nameof(cron));
        _removed.Remove(cron.Name, out var removed);
        _crons.TryGetValue(cron.Name, out var entry);
        var before = entry?.State ?? removed;
        var state = NextState(cron.Name, schedule, before, now);
        if (entry is null)
            _crons[cron.Name] = new Entry(schedule, state);
        else
            (entry.Schedule, entry.State) = (schedule, state);
        return state == before ? null : state;
    }

    private static CronState NextState(string name, Schedule schedule, CronState? before, DateTimeOffset now)
    {
        if (before is null)
            return new CronState(name, schedule.Canonical, schedule.First(now), LastFired: null);
        if (before.Schedule == schedule.Canonical)
            return before;
        // A changed schedule does not fire at once, nor for an earlier due time again if the clock was set back.
        var from = before.LastFired > now ? before.LastFired.Value : now;
        return before with { Schedule = schedule.Canonical, NextDue = schedule.NextAfter(from, from).Next };
    }

    private void Fire(Entry entry, HandlerQueue queue, DateTimeOffset now)
    {
        var due = entry.State.NextDue!.Value;
        var options = queue.Handler!.Options;
        var selected = DueSlots.Select(entry.Schedule, options.CatchUp, due, now);
        if (selected.Notice is { } notice)
            context.Signals.CronNoticed(new CronNotice(entry.State.Name, notice));
        var isSkipped = selected.Slots.Count > 0 && WhySkip(queue, options.Overlap) is { } why && Skip(entry, due, why);
        var slots = isSkipped ? [] : selected.Slots;
        entry.State = entry.State with
        {
            NextDue = selected.Next,
            LastFired = slots.Count > 0 ? slots[^1] : entry.State.LastFired,
            Skipped = entry.State.Skipped + (isSkipped ? selected.Slots.Count : 0),
        };
        entry.WasSkipped &= isSkipped;
        var messages = slots.Select(slot => NewRun(queue.Id, slot, entry.State.Corrections)).ToList();
        // The state and the messages are one unit, so that a slot is never stored as fired without its message, or the other way round.
        commits.SubmitWithoutWaiting(new CommitUnit(
            [new CronUpdated(entry.State), .. messages.Select(message => new MessageEnqueued(message))],
            () => Fired(queue, messages, slots)));
    }

    private Message NewRun(HandlerId cron, DateTimeOffset slot, long corrections) =>
        context.NewMessage(MessageIds.OfSlot(cron.Name, slot, corrections), cron, null, null, null, "schedule");

    private void Fired(HandlerQueue queue, List<Message> messages, IReadOnlyList<DateTimeOffset> slots)
    {
        foreach (var (message, slot) in messages.Zip(slots))
        {
            context.Queues.Add(message);
            context.Signals.CronFired(queue.Id, message.Id, slot);
        }
    }

    // A pending command on the cron may still be refused, and what is due and which runs have not ended depends on it.
    private bool IsUndecided(HandlerQueue queue) => commits.Pending.About(Subject.OfHandler(queue.Id)).Any(unit => !unit.MustBeDeferred);

    private string? WhySkip(HandlerQueue queue, Overlap overlap)
    {
        var pending = commits.Pending.Changes<MessageEnqueued>(Subject.OfHandler(queue.Id)).Count(run => run.Message.Handler == queue.Id);
        return (pending + queue.Total - queue.Count(MessageState.Dead), overlap) switch
        {
            (0, _) => null,
            (_, Overlap.Skip) => "the previous run has not ended",
            ( >= DueSlots.MaxRuns, _) => $"{DueSlots.MaxRuns} earlier runs have not ended",
            _ => null,
        };
    }

    // Only the first of several skips in a row is reported: otherwise a cron that fires every second would fill the log.
    private bool Skip(Entry entry, DateTimeOffset due, string why)
    {
        if (!entry.WasSkipped)
            context.Signals.CronNoticed(new CronNotice(entry.State.Name, $"the run due at {due.UtcDateTime:s}Z is skipped: {why}"));
        return entry.WasSkipped = true;
    }

    private sealed class Entry(Schedule schedule, CronState state)
    {
        public Schedule Schedule { get; set; } = schedule;

        public CronState State { get; set; } = state;

        /// <summary>Whether the last due time was skipped.</summary>
        public bool WasSkipped { get; set; }
    }
}

/// <summary>Reports due times of a cron that are skipped, for the log.</summary>
public sealed record CronNotice(string Cron, string Text);
