using DarkLang.Runtime.Crons;
using DarkLang.Runtime.Execution;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime;

/// <summary>
/// What the parts of an engine report to each other without knowing each other. <see cref="Engine"/> says in one place who listens.
/// Raised under the engine's lock, unless they say otherwise.
/// </summary>
internal sealed class EngineSignals
{
    /// <summary>A thread has finished with an attempt, or lost it: it is to be settled.</summary>
    public Action<Attempt> AttemptFinished { get; set; } = _ => { };

    /// <summary>The end of an attempt is durable.</summary>
    public Action<AttemptEnded> AttemptEnded { get; set; } = _ => { };

    /// <summary>The end of an attempt does not fit on the disk: its handler starts nothing until it does.</summary>
    public Action<Message, StoreException> AttemptDeferred { get; set; } = (_, _) => { };

    /// <summary>A handler is paused because its attempts failed, and that is stored.</summary>
    public Action<Pause> HandlerPaused { get; set; } = _ => { };

    /// <summary>A cron does not run at some of its due times.</summary>
    public Action<CronNotice> CronNoticed { get; set; } = _ => { };

    /// <summary>Something may have become runnable.</summary>
    public Action Runnable { get; set; } = () => { };

    /// <summary>A due time may have changed.</summary>
    public Action DueTimesChanged { get; set; } = () => { };

    /// <summary>Messages and crons that are due have been moved to their queues.</summary>
    public Action DueTimesPassed { get; set; } = () => { };

    /// <summary>A stored message can't be read. Not under the lock.</summary>
    public Action<StoreException> MessageUnreadable { get; set; } = _ => { };
}
