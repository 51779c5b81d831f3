using DarkLang.Runtime.Queues;

namespace DarkLang.Runtime.Storage;

/// <summary>Changes that are stored together or not at all. The kinds that there are very many of say themselves what follows, the others by two actions.</summary>
internal record CommitUnit(IReadOnlyList<Change> Changes, Action? OnCommitted, Action<StoreException>? OnRefused)
{
    /// <summary>Bytes of events, to bound a batch.</summary>
    public long Size { get; init; }

    /// <summary>Nothing follows from it that somebody waits for: it may look for company for a moment.</summary>
    public virtual bool CanWait => false;

    /// <summary>Work that is already done and must not get lost: it is kept and tried again until there is room.</summary>
    public virtual bool MustBeDeferred => OnRefused is null;

    /// <summary>On a full disk it may have to wait although others need not.</summary>
    public bool BringsNew => Change.BringNew(Changes);

    /// <summary>It is done, or it brings nothing new: on a full disk it takes the room that is kept for such.</summary>
    public virtual bool MayUseReserve => MustBeDeferred || !BringsNew;

    /// <summary>It is the end of an attempt at this message, and as long as it is not stored nothing would be amiss if the attempt had never been.</summary>
    public virtual bool CanAbandon(Message message) => false;

    /// <summary>Runs as the next two do, each time that it is found not to fit on the disk.</summary>
    public virtual void Deferred(StoreException problem)
    {
    }

    /// <summary>Runs on the writer's thread under the engine's lock, in order of submission, once the changes are durable.</summary>
    public virtual void Committed() => OnCommitted?.Invoke();

    /// <summary>Runs there too, when the store can't take them.</summary>
    public virtual void Refused(StoreException problem) => OnRefused?.Invoke(problem);
}
