using DarkLang.Lang.Resolution;
using DarkLang.Runtime.Alerts;
using DarkLang.Runtime.Crons;
using DarkLang.Runtime.Execution;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Traces;

namespace DarkLang.Runtime;

/// <summary>Puts what the store holds, and the canvas, into an empty engine. Under the engine's lock.</summary>
internal sealed class Recovery(EngineContext context, HandlerBinding binding, SourceKeeper sources, TraceKeeper traces, CronRunner crons, AlertRunner alerts)
{
    private readonly List<Change> _changes = [];

    /// <summary>Gives what the store has to learn of it when the engine starts.</summary>
    /// <param name="wake">As <see cref="IStore.Wake"/>.</param>
    /// <param name="damage">What can't be read is added.</param>
    public IReadOnlyList<Change> Take(StoreContents contents, CanvasVersion version, Func<HandlerId, int, IReadOnlyList<Message>> wake, List<string> damage)
    {
        var now = context.Time.GetUtcNow();
        binding.Bind(version);
        foreach (var (handler, totals) in contents.Totals)
            context.Queues[handler].Totals = totals;
        foreach (var pause in contents.Pauses)
            context.Queues[pause.Handler].Pause = context.Queues[pause.Handler].StoredPause = pause;
        foreach (var key in contents.OnceKeys)
            context.OnceKeys.Take(key.Handler, key.Key, key.Until, isPromised: true);
        foreach (var rate in contents.Rates)
            context.Queues[rate.Handler].Rate?.Restore(rate.Starts);
        _changes.AddRange(alerts.Load(version.Canvas.Alerts, contents.Rates, now));
        // Where the order follows from the events, none may rest.
        var awake = contents.Resting.Where(resting => LooksAtEvents(resting.Handler)).SelectMany(resting => WakeAll(resting, wake, damage)).ToList();
        foreach (var message in contents.Messages.Concat(awake))
            Add(message, now);
        foreach (var queue in context.Queues.All.Where(queue => queue.IsSorting))
            context.Queues.Sort(queue);
        foreach (var resting in contents.Resting.Where(resting => !LooksAtEvents(resting.Handler)))
            context.Queues[resting.Handler].Restore(resting.Count, resting.Newest);
        traces.Load(contents.Traces);
        _changes.AddRange(sources.Load(contents, version));
        _changes.AddRange(crons.Load(version.Canvas.Crons, contents.Crons, now));
        alerts.TakeUpDead();
        return _changes;
    }

    private bool LooksAtEvents(HandlerId handler) =>
        handler.Kind == HandlerKind.Worker && context.OptionsOf(handler.Name).LookAtEvents;

    private static List<Message> WakeAll(RestingQueue resting, Func<HandlerId, int, IReadOnlyList<Message>> wake, List<string> damage)
    {
        var awake = new List<Message>();
        while (awake.Count < resting.Count)
        {
            try
            {
                var next = wake(resting.Handler, resting.Count - awake.Count);
                if (next.Count == 0)
                    break;
                awake.AddRange(next);
            }
            catch (StoreException unreadable)
            {
                // Those stay in the store; the next call goes on behind them.
                damage.Add(unreadable.Message);
            }
        }
        return awake;
    }

    private HandlerOptions OptionsOf(Message message) => context.Queues[message.Handler].Handler?.Options ?? HandlerOptions.Default;

    private void Add(Message message, DateTimeOffset now)
    {
        // It was running when the process ended.
        if (message.State == MessageState.Ready && message.Attempts >= RetryWait.AttemptsWithoutEnd(OptionsOf(message)))
            Bury(message, now);
        if (message.State is MessageState.Delayed or MessageState.Retrying && message.Due <= now)
            message.State = MessageState.Ready;
        // A start is the moment at which the code may have changed, so what waits for code tries again.
        if (message.State == MessageState.WaitingForCode)
            (message.State, message.Due) = (MessageState.Ready, now);
        context.Queues.Restore(message);
    }

    // It was begun, and the process did not live to see its end: again and again.
    private void Bury(Message message, DateTimeOffset now)
    {
        now = alerts.TimeOfDeath(now);
        var queue = context.Queues[message.Handler];
        var handler = queue.Handler;
        var at = handler is null ? message.EmittedFrom : context.Place(handler.NameAt);
        var failure = Failures.ProcessDied(at, message.Attempts);
        message.Death = new DeadLetter(now, failure, MessageIds.OfTrace(message.Id, message.Attempts, now));
        message.State = MessageState.Dead;
        queue.Totals = queue.Totals with { Died = queue.Totals.Died + 1 };
        _changes.Add(new MessageUpdated(message, MessageState.Dead, now, message.Attempts, message.Death));
    }
}
