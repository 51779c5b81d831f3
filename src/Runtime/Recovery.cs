using DarkLang.Runtime.Alerts;
using DarkLang.Runtime.Crons;
using DarkLang.Runtime.Attempts;
using DarkLang.Runtime.Execution;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Traces;

namespace DarkLang.Runtime;

/// <summary>Restores the contents of the store and the canvas into an empty engine. Under the engine's lock.</summary>
internal sealed class Recovery(
    EngineContext context, HandlerBinding binding, SourceRetention sources, TraceRetention traces, CronRunner crons, AlertRunner alerts)
{
    private const int Portion = 2_048;

    private readonly List<Change> _changes = [];

    /// <summary>
    /// Returns the changes to store when the engine starts. The order matters: handlers are bound first, because their options decide how
    /// a message is restored; alerts come before the messages, because a message that dies here must die after the last report; dead
    /// letters are collected for alerts at the end.
    /// </summary>
    /// <param name="store">Loads and spills messages.</param>
    /// <param name="damage">Receives a line for everything that can't be read.</param>
    public IReadOnlyList<Change> Run(
        StoreContents contents, CanvasVersion version, IStore store, List<string> damage)
    {
        var now = context.Time.GetUtcNow();
        foreach (var set in contents.Options)
            context.Queues[set.Handler].Overrides.Restore(set);
        _changes.AddRange(binding.Bind(version).Select(outdated => new OptionUnset(outdated)));
        foreach (var (handler, totals) in contents.Totals)
            context.Queues[handler].Totals = totals;
        foreach (var pause in contents.Pauses)
            context.Queues[pause.Handler].RestorePause(pause);
        foreach (var key in contents.OnceKeys)
            context.OnceKeys.Take(key);
        foreach (var limiter in contents.Limiters)
            context.Queues[limiter.Handler].Limiter?.Restore(limiter.Starts);
        _changes.AddRange(alerts.Restore(version.Canvas.Alerts, contents.AlertCheckpoints, now));
        // If the order follows from the events, all messages must be in memory.
        var loaded = contents.Spilled.Where(spilled => OptionsOf(spilled.Handler).HaveOrderingExpressions)
            .SelectMany(spilled => LoadSpilled(spilled, store, damage)).ToList();
        var isSameCode = contents.SourceVersions is [.., var last] && last == version.Id;
        RestoreRecords(contents);
        foreach (var message in contents.Messages.Concat(loaded))
            Add(message, now, isSameCode);
        foreach (var queue in context.Queues.All.Where(queue => queue.IsReordering))
            context.Queues.Reorder(queue);
        foreach (var spilled in contents.Spilled.Where(spilled => !OptionsOf(spilled.Handler).HaveOrderingExpressions))
            RestoreSpilled(spilled, store, damage);
        traces.Restore(contents.Traces);
        context.ChanceSecret = contents.ChanceSecret ?? NewChanceSecret();
        _changes.AddRange(sources.Restore(contents, version));
        _changes.AddRange(crons.Restore(version.Canvas.Crons, contents.Crons, now));
        alerts.CollectDeadLetters();
        return _changes;
    }

    private byte[] NewChanceSecret()
    {
        var secret = new byte[ChanceSecretStored.Length];
        context.Entropy(secret);
        _changes.Add(new ChanceSecretStored(secret));
        return secret;
    }

    private static void RestoreRecords(StoreContents contents)
    {
        var records = contents.Records.ToLookup(record => record.Parent!.Value);
        foreach (var message in contents.Messages.Where(message => records.Contains(message.Id)))
        {
            foreach (var record in records[message.Id])
            {
                record.UnloadEvent();
                message.AddRecord(record);
            }
        }
    }

    private HandlerOptions OptionsOf(HandlerId handler) =>
        handler.Kind == HandlerKind.Worker ? context.OptionsOf(handler.Name) : HandlerOptions.Default;

    // The shares of spilled messages follow from their events: each is read once, and most are spilled again.
    private void RestoreSpilled(SpilledQueue spilled, IStore store, List<string> damage)
    {
        if (OptionsOf(spilled.Handler).Share is null)
        {
            context.Queues[spilled.Handler].RestoreSpilled(spilled.Count, spilled.Newest);
            return;
        }
        foreach (var message in LoadSpilled(spilled, store, damage))
        {
            context.Queues.Add(message);
            if (context.Queues.TakeToSpill() is { Count: > 0 } again)
                store.Spill(again);
        }
    }

    private static IEnumerable<Message> LoadSpilled(SpilledQueue spilled, IStore store, List<string> damage)
    {
        for (var count = 0; count < spilled.Count;)
        {
            IReadOnlyList<Message> next = [];
            try
            {
                next = store.LoadSpilled(spilled.Handler, Math.Min(Portion, spilled.Count - count));
                if (next.Count == 0)
                    yield break;
            }
            catch (StoreException unreadable)
            {
                // The unreadable messages stay in the store; the next call continues after them.
                damage.Add(unreadable.Message);
            }
            foreach (var message in next)
                yield return message;
            count += next.Count;
        }
    }

    private HandlerOptions OptionsOf(Message message) => context.Queues[message.Handler].Options;

    /// <param name="isSameCode">Whether this version of the canvas ran last: then what waits for code still does.</param>
    private void Add(Message message, DateTimeOffset now, bool isSameCode)
    {
        // A ready message with attempts was running when the process ended.
        if (message.State == MessageState.Ready && message.Attempts >= RetryBackoff.MaxAttemptsWithoutEnd(OptionsOf(message)))
            MakeDeadLetter(message, now);
        if (DueTimes.Correct(message, OptionsOf(message), now) is { } due)
            message.Due = due;
        if (message.State is MessageState.Delayed or MessageState.Retrying && message.Due <= now)
            message.State = MessageState.Ready;
        if (message.State == MessageState.WaitingForCode && (!isSameCode || message.Due <= now))
            (message.State, message.Due) = (MessageState.Ready, now);
        context.Queues.Restore(message);
    }

    // The process died during each attempt at the message.
    private void MakeDeadLetter(Message message, DateTimeOffset now)
    {
        now = alerts.TimeOfDeath(now);
        var queue = context.Queues[message.Handler];
        var handler = queue.Handler;
        var at = handler is null ? message.EmittedFrom : context.Locate(handler.NameAt);
        var failure = Failures.ProcessDied(at, message.Attempts);
        message.Death = new DeadLetter(now, failure, MessageIds.OfTrace(message.Id, message.Attempts, now));
        message.State = MessageState.Dead;
        queue.Totals = queue.Totals with { DeadInAll = queue.Totals.DeadInAll + 1 };
        _changes.Add(new MessageUpdated(message, MessageState.Dead, now, message.Attempts, message.Death));
    }
}
