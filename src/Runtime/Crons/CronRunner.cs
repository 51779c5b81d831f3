using DarkLang.Lang.Resolution;
using DarkLang.Runtime.Model;
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

    // Those that the canvas does not have, should it have them again.
    private readonly Dictionary<string, CronState> _gone = new(StringComparer.Ordinal);

    public bool TryGet(string name, out Schedule schedule, out CronState state)
    {
        var found = _crons.TryGetValue(name, out var entry);
        schedule = entry?.Schedule!;
        state = entry?.State!;
        return found;
    }

    /// <summary>Takes up the crons of the canvas where the store left them; gives the due times that are new or have changed.</summary>
    public IReadOnlyList<CronUpdated> Restore(IReadOnlyList<Cron> crons, IReadOnlyList<CronState> stored, DateTimeOffset now)
    {
        foreach (var state in stored)
            _gone[state.Name] = state;
        return Replace(crons, now);
    }

    /// <summary>Takes up the crons of another canvas where those of the one before are.</summary>
    public IReadOnlyList<CronUpdated> Replace(IReadOnlyList<Cron> crons, DateTimeOffset now)
    {
        foreach (var name in _crons.Keys.Except(crons.Select(cron => cron.Name)).ToList())
        {
            _crons.Remove(name, out var entry);
            _gone[name] = entry!.State;
        }
        return [.. crons.Select(cron => TakeUp(cron, now)).OfType<CronState>().Select(state => new CronUpdated(state))];
    }

    /// <summary>Fires what is due by now; gives the next due time of all.</summary>
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
    /// Returns the state of a paused cron if it resumed now: due times that passed during the pause are not made up for. Null when none passed.
    /// </summary>
    public CronState? AfterPause(string name, DateTimeOffset now) =>
        _crons.TryGetValue(name, out var entry) && entry.State.NextDue is { } due && due <= now
            ? entry.State with { NextDue = entry.Schedule.NextAfter(due, now).Next }
            : null;

    /// <summary>The state after a pause is stored. A schedule that came meanwhile is stored after it, and stays.</summary>
    public void Resume(CronState state)
    {
        if (commits.Pending.Changes<CronUpdated>(Subject.OfHandler(HandlerId.Cron(state.Name))).Any())
            return;
        if (_crons.TryGetValue(state.Name, out var entry))
            entry.State = state;
        else if (_gone.ContainsKey(state.Name))
            _gone[state.Name] = state;
    }

    /// <summary>Gives its state when that has to be stored.</summary>
    private CronState? TakeUp(Cron cron, DateTimeOffset now)
    {
        var schedule = Schedule.TryCreate(cron.Schedule, cron.NameAt.Source, out _)
            ?? throw new ArgumentException($"the schedule of cron {cron.Name} was not checked", nameof(cron));
        _gone.Remove(cron.Name, out var gone);
        _crons.TryGetValue(cron.Name, out var entry);
        var before = entry?.State ?? gone;
        var state = TakeUp(cron.Name, schedule, before, now);
        if (entry is null)
            _crons[cron.Name] = new Entry(schedule, state);
        else
            (entry.Schedule, entry.State) = (schedule, state);
        return state == before ? null : state;
    }

    private static CronState TakeUp(string name, Schedule schedule, CronState? before, DateTimeOffset now)
    {
        if (before is null)
            return new CronState(name, schedule.Canonical, schedule.First(now), LastFired: null);
        if (before.Schedule == schedule.Canonical)
            return before;
        // A changed schedule does not fire by itself; nor again for a due time of before, should the clock have been set back.
        var from = before.LastFired > now ? before.LastFired.Value : now;
        return before with { Schedule = schedule.Canonical, NextDue = schedule.NextAfter(from, from).Next };
    }

    private void Fire(Entry entry, HandlerQueue queue, DateTimeOffset now)
    {
        var due = entry.State.NextDue!.Value;
        var options = queue.Handler!.Options;
        var found = DueSlots.Of(entry.Schedule, options.CatchUp, due, now);
        if (found.LeftOut is { } leftOut)
            context.Signals.CronNoticed(new CronNotice(entry.State.Name, leftOut));
        var isSkipped = found.Slots.Count > 0 && WhySkip(queue, options.Overlap) is { } why && Skip(entry, due, why);
        var slots = isSkipped ? [] : found.Slots;
        entry.State = entry.State with
        {
            NextDue = found.Next,
            LastFired = slots.Count > 0 ? slots[^1] : entry.State.LastFired,
            Skipped = entry.State.Skipped + (isSkipped ? found.Slots.Count : 0),
        };
        entry.SkipsInRow &= isSkipped;
        // One unit: there is no moment at which a slot is stored as fired and its message is not, or the other way round.
        var messages = slots
            .Select(slot => context.NewMessage(MessageIds.OfSlot(entry.State.Name, slot), queue.Id, null, null, null, "schedule")).ToList();
        commits.SubmitWithoutWaiting(new CommitUnit(
            [new CronUpdated(entry.State), .. messages.Select(message => new MessageEnqueued(message))],
            () => Fired(queue, messages, slots)));
    }

    private void Fired(HandlerQueue queue, List<Message> messages, IReadOnlyList<DateTimeOffset> slots)
    {
        foreach (var (message, slot) in messages.Zip(slots))
        {
            context.Queues.Add(message);
            context.Signals.CronFired(queue.Id, message.Id, slot);
        }
    }

    // A command on the cron that the store may still refuse decides what is due and which runs have not ended.
    private bool IsUndecided(HandlerQueue queue) =>
        commits.Pending.About(Subject.OfHandler(queue.Id)).Any(unit => !unit.MustBeDeferred);

    private string? WhySkip(HandlerQueue queue, Overlap overlap)
    {
        var coming = commits.Pending.Changes<MessageEnqueued>(Subject.OfHandler(queue.Id)).Count(run => run.Message.Handler == queue.Id);
        return (coming + queue.Total - queue.Count(MessageState.Dead), overlap) switch
        {
            (0, _) => null,
            (_, Overlap.Skip) => "the previous run has not ended",
            ( >= DueSlots.Most, _) => $"{DueSlots.Most} runs have not ended",
            _ => null,
        };
    }

    // Only the first of a row is told: a cron of every second would say nothing else.
    private bool Skip(Entry entry, DateTimeOffset due, string why)
    {
        if (!entry.SkipsInRow)
            context.Signals.CronNoticed(new CronNotice(entry.State.Name, $"the run of {due.UtcDateTime:s}Z is skipped: {why}"));
        return entry.SkipsInRow = true;
    }

    private sealed class Entry(Schedule schedule, CronState state)
    {
        public Schedule Schedule { get; set; } = schedule;

        public CronState State { get; set; } = state;

        public bool SkipsInRow { get; set; }
    }
}

/// <summary>Due times of a cron that are not run, for the log.</summary>
public sealed record CronNotice(string Cron, string Text);
