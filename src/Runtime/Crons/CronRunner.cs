using DarkLang.Lang.Resolution;
using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Crons;

/// <summary>
/// Fires crons. The next due time follows from the previous one and is stored together with the message of the firing, so a slot
/// fires once whatever happens in between. Used under the engine's lock.
/// </summary>
internal sealed class CronRunner(EngineContext context, CommitQueue commits, Action<CronNotice> onNotice)
{
    private readonly Dictionary<string, Entry> _crons = new(StringComparer.Ordinal);

    // Those that the canvas does not have, should it have them again.
    private readonly Dictionary<string, CronState> _gone = new(StringComparer.Ordinal);

    // Ends of pauses that wait for the store.
    private readonly Dictionary<string, PauseEnd> _ends = new(StringComparer.Ordinal);

    // How often another schedule came.
    private readonly Dictionary<string, int> _reschedules = new(StringComparer.Ordinal);

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
            if (queue.Pause is not null || IsOpen(queue))
                continue;
            if (entry.State.NextDue <= now)
                Fire(entry, queue, now);
            if (entry.State.NextDue is { } due && (next is null || due < next))
                next = due;
        }
        return next;
    }

    /// <summary>The due times that passed while it was paused are not made up for; null when none passed.</summary>
    public PauseEnd? AfterPause(string name, DateTimeOffset now)
    {
        if (!_crons.TryGetValue(name, out var entry) || !(entry.State.NextDue <= now))
            return null;
        var (state, reschedules) = (
            entry.State with { NextDue = entry.Schedule.NextAfter(entry.State.NextDue.Value, now).Next },
            _reschedules.GetValueOrDefault(name));
        // The clock may have been set back since.
        return new PauseEnd(
            _ends.TryGetValue(name, out var before) && before.Reschedules == reschedules ? Later(before.State, state) : state, reschedules);
    }

    /// <summary><see cref="AfterPause"/>, to be stored; then follows <see cref="Resume"/>, or <see cref="StaysPaused"/> when the store refuses it.</summary>
    public PauseEnd? EndPause(string name, DateTimeOffset now) => AfterPause(name, now) is { } end ? _ends[name] = end : null;

    public void StaysPaused(PauseEnd end)
    {
        if (ReferenceEquals(_ends.GetValueOrDefault(end.State.Name), end))
            _ends.Remove(end.State.Name);
    }

    /// <summary>It is stored; another schedule that came meanwhile is stored after it, and goes before.</summary>
    public void Resume(PauseEnd end)
    {
        StaysPaused(end);
        var name = end.State.Name;
        if (_reschedules.GetValueOrDefault(name) != end.Reschedules)
            return;
        if (_crons.TryGetValue(name, out var entry))
            entry.State = Later(entry.State, end.State);
        else if (_gone.TryGetValue(name, out var gone))
            _gone[name] = Later(gone, end.State);
    }

    // Resumed twice at once, it may have fired in between.
    private static CronState Later(CronState one, CronState other) => other.NextDue is null || other.NextDue > one.NextDue ? other : one;

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
        if (state.Schedule != before?.Schedule)
            _reschedules[cron.Name] = _reschedules.GetValueOrDefault(cron.Name) + 1;
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
            onNotice(new CronNotice(entry.State.Name, leftOut));
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
            () => Fired(queue, messages, slots),
            OnRefused: null));
        queue.Coming += messages.Count;
    }

    private void Fired(HandlerQueue queue, List<Message> messages, IReadOnlyList<DateTimeOffset> slots)
    {
        queue.Coming -= messages.Count;
        foreach (var (message, slot) in messages.Zip(slots))
        {
            context.Queues.Add(message);
            context.Events.Fired(queue.Id, message.Id, slot);
        }
    }

    // What is due, and whether a run is left, depends on what the store takes of the acts on it: then it is looked at again.
    private bool IsOpen(HandlerQueue queue) => queue.Asked > 0 || context.Queues.TakenOut.Any(message => message.Handler == queue.Id);

    private static string? WhySkip(HandlerQueue queue, Overlap overlap) =>
        (queue.Coming + queue.Total - queue.Count(MessageState.Dead), overlap) switch
        {
            (0, _) => null,
            (_, Overlap.Skip) => "the previous run has not ended",
            ( >= DueSlots.Most, _) => $"{DueSlots.Most} runs have not ended",
            _ => null,
        };

    // Only the first of a row is told: a cron of every second would say nothing else.
    private bool Skip(Entry entry, DateTimeOffset due, string why)
    {
        if (!entry.SkipsInRow)
            onNotice(new CronNotice(entry.State.Name, $"the run of {due.UtcDateTime:s}Z is skipped: {why}"));
        return entry.SkipsInRow = true;
    }

    private sealed class Entry(Schedule schedule, CronState state)
    {
        public Schedule Schedule { get; set; } = schedule;

        public CronState State { get; set; } = state;

        public bool SkipsInRow { get; set; }
    }
}

/// <summary>What the end of its pause makes of a cron, unless another schedule comes before that is stored.</summary>
internal sealed record PauseEnd(CronState State, int Reschedules);

/// <summary>Due times of a cron that are not run, for the log.</summary>
public sealed record CronNotice(string Cron, string Text);
