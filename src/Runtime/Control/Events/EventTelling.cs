using DarkLang.Runtime.Execution;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Traces;

namespace DarkLang.Runtime.Control.Events;

/// <summary>From what the parts of the engine know to the events about it. Under the engine's lock.</summary>
internal static class EventTelling
{
    public static void Ended(this EventFeed feed, AttemptEnded ended)
    {
        if (feed.IsKept)
            feed.Tell(ended);
    }

    private static void Tell(this EventFeed feed, AttemptEnded ended)
    {
        var attempt = ended.Attempt;
        var (handler, message) = (attempt.Queue.Id, attempt.Target.Id);
        foreach (var line in attempt.Log.Lines.Select(TraceReader.View))
            feed.Tell(EventKinds.Log, e => e with { Handler = handler, Message = message, Log = line });
        var failure = attempt.Failure;
        var state = ended.State;
        feed.Tell(EventKinds.Message, e => e with { Handler = handler, Message = message, State = state, Failure = failure });
        // The attempt at a removed message leaves no trace.
        if (state == "removed")
            return;
        var header = TraceReader.View(attempt.ToHeader());
        feed.Tell(EventKinds.Trace, e => e with { Handler = handler, Message = message, Trace = header, Failure = failure });
    }

    public static void CameFor404(this EventFeed feed, Message message) =>
        feed.Tell(EventKinds.NotFound, e => e with { Handler = message.Handler, Message = message.Id, EmittedFrom = message.EmittedFrom });

    public static void Loaded(this EventFeed feed, LoadView view) => feed.Tell(EventKinds.Loaded, e => e with { Loaded = view });

    public static void Paused(this EventFeed feed, Pause pause) =>
        feed.Tell(EventKinds.Paused, e => e with { Handler = pause.Handler, Pause = new PauseView(pause.At, pause.By, pause.Why) });

    public static void Resumed(this EventFeed feed, HandlerId handler) => feed.Tell(EventKinds.Resumed, e => e with { Handler = handler });

    public static void Fired(this EventFeed feed, HandlerId cron, Guid message, DateTimeOffset due) =>
        feed.Tell(EventKinds.Fired, e => e with { Handler = cron, Message = message, Due = due });
}
