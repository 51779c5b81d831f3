using DarkLang.Runtime.Attempts;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Control.Events;

/// <summary>Publishes what happens in the parts of the engine. Used under the engine's lock.</summary>
internal static class EventPublishing
{
    /// <summary>Longer fields of a log line are cut: many events are kept, and the trace has them whole.</summary>
    private const int LongestFields = 1_024;

    public static void Ended(this EventFeed feed, AttemptEnded ended)
    {
        if (feed.IsKept)
            feed.Publish(ended);
    }

    // A method of its own: without readers no closure is made.
    private static void Publish(this EventFeed feed, AttemptEnded ended)
    {
        var attempt = ended.Attempt;
        var (handler, message) = (attempt.Queue.Id, attempt.Target.Id);
        foreach (var line in attempt.Log.Lines.Select(line => TraceViews.Shortened(line, LongestFields)))
            feed.Publish(EventKind.Log, e => e with { Handler = handler, Message = message, Log = line });
        var failure = attempt.Failure;
        var state = ended.State;
        foreach (var handled in attempt.Messages)
        {
            var became = (ended with { Message = handled }).StateOfMessage;
            feed.Publish(EventKind.Message, e => e with { Handler = handler, Message = handled.Id, State = became, Failure = failure });
        }
        // The attempt at a removed message leaves no trace.
        if (state == MessageState.Removed)
            return;
        var header = TraceViews.Of(attempt.ToHeader());
        feed.Publish(EventKind.Trace, e => e with { Handler = handler, Message = message, Trace = header, Failure = failure });
    }

    public static void ArrivedWithoutHandler(this EventFeed feed, Message message) =>
        feed.Publish(
            EventKind.NotFound, e => e with { Handler = message.Handler, Message = message.Id, EmittedFrom = message.EmittedFrom });

    public static void Loaded(this EventFeed feed, LoadView view) => feed.Publish(EventKind.Loaded, e => e with { Loaded = view });

    public static void Paused(this EventFeed feed, Pause pause) =>
        feed.Publish(EventKind.Paused, e => e with { Handler = pause.Handler, Pause = new PauseView(pause.At, pause.By, pause.Why) });

    public static void Resumed(this EventFeed feed, HandlerId handler) =>
        feed.Publish(EventKind.Resumed, e => e with { Handler = handler });

    public static void Fired(this EventFeed feed, HandlerId cron, Guid message, DateTimeOffset due) =>
        feed.Publish(EventKind.Fired, e => e with { Handler = cron, Message = message, Due = due });
}
