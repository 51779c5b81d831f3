using DarkLang.Runtime.Crons;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime;

/// <summary>
/// What the parts of an engine report to each other without depending on each other. <see cref="Engine"/> connects all listeners.
/// Signals are raised under the engine's lock, unless they say otherwise.
/// </summary>
internal sealed class EngineSignals
{
    /// <summary>An attempt has ended, and it is decided what becomes of its message.</summary>
    public Action AttemptSettled { get; set; } = () => { };

    /// <summary>The end of an attempt does not fit on the disk: its handler starts nothing until it is stored.</summary>
    public Action<Message, StoreException> AttemptDeferred { get; set; } = (_, _) => { };

    /// <summary>A newer message took the place of a waiting one (<c>debounce</c>), and that is stored.</summary>
    public Action<Message, Message> MessageReplaced { get; set; } = (_, _) => { };

    /// <summary>A handler was paused by a handler's code, and the pause is stored.</summary>
    public Action<Pause> HandlerPaused { get; set; } = _ => { };

    /// <summary>A handler was paused because its attempts failed, and the pause is stored.</summary>
    public Action<Pause> HandlerPausedByFailures { get; set; } = _ => { };

    /// <summary>The end of a pause is stored.</summary>
    public Action<HandlerId> HandlerResumed { get; set; } = _ => { };

    /// <summary>The run of a cron for a due time is stored and on its queue.</summary>
    public Action<HandlerId, Guid, DateTimeOffset> CronFired { get; set; } = (_, _, _) => { };

    /// <summary>A cron does not run at some of its due times.</summary>
    public Action<CronNotice> CronNoticed { get; set; } = _ => { };

    /// <summary>Something may have become runnable.</summary>
    public Action Runnable { get; set; } = () => { };

    /// <summary>A due time may have changed.</summary>
    public Action DueTimesChanged { get; set; } = () => { };

    /// <summary>Messages that are due have become ready, and crons that are due have fired.</summary>
    public Action DueTimesPassed { get; set; } = () => { };

    /// <summary>A stored message can't be read. Not raised under the lock.</summary>
    public Action<StoreException> MessageUnreadable { get; set; } = _ => { };
}
