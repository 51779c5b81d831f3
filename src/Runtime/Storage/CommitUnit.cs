namespace DarkLang.Runtime.Storage;

/// <summary>Changes that are stored together or not at all. Frequent kinds override what follows, the others pass two actions.</summary>
internal class CommitUnit(IReadOnlyList<Change> changes, Action? onCommitted = null, Action<StoreException>? onRefused = null)
{
    private IReadOnlyList<Subject>? _subjects;
    private Followers? _followers;

    public IReadOnlyList<Change> Changes => changes;

    /// <summary>What the unit is about; see <see cref="Change.Subjects"/>.</summary>
    public IReadOnlyList<Subject> Subjects => _subjects ??= [.. changes.SelectMany(change => change.Subjects).Distinct()];

    /// <summary>The subjects under which <see cref="PendingUnits"/> lists the unit until it is stored.</summary>
    public virtual IReadOnlyList<Subject> IndexedUnder => Subjects;

    /// <summary>Bytes of events, to bound a batch.</summary>
    public long Size { get; init; }

    /// <summary>Nobody waits for what follows from it: the writer may wait a moment for more units, to share a sync.</summary>
    public virtual bool CanWait => false;

    /// <summary>Finished work, which must not get lost: it is deferred and retried until there is room. Other units are refused.</summary>
    public virtual bool MustBeDeferred => onRefused is null;

    /// <summary>Whether the store grows by it. On a full disk such units may have to wait although others need not.</summary>
    public bool AddsData => Change.AnyAddsData(Changes);

    /// <summary>Finished work, and units that add no data, may use the room that is reserved for a full disk.</summary>
    public virtual bool MayUseReserve => MustBeDeferred || !AddsData;

    /// <summary>Whether its messages may take the place of others; see <see cref="IReplacements"/>.</summary>
    public virtual bool MayReplace => false;

    /// <summary>Whether it did not fit on the disk before, so that units after it may be stored already.</summary>
    public bool WasDeferred { get; set; }

    /// <summary>Whether it ends an attempt at this message that can still be given up, since nothing else has seen its effects.</summary>
    public virtual bool CanAbandon(Message message) => false;

    /// <summary>Whether it is stored or refused. Under the engine's lock.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Ends once the unit is stored or refused and what follows from that is done. Under the engine's lock.</summary>
    public Task WhenEnded(TaskCreationOptions continuations) => (_followers ??= new Followers()).Add(continuations);

    /// <summary>The unit is stored, or refused for this reason. Runs on the writer's thread under the engine's lock.</summary>
    public void End(StoreException? refusal)
    {
        HasEnded = true;
        try
        {
            if (refusal is null)
                Committed();
            else
                Refused(refusal);
        }
        finally
        {
            // A bug in a callback must not stop those who follow.
            _followers?.Release();
        }
    }

    /// <summary>Runs each time the unit does not fit on the disk; where and how as <see cref="Committed"/>.</summary>
    public virtual void Deferred(StoreException problem)
    {
    }

    /// <summary>Runs on the writer's thread under the engine's lock, in order of submission, once the changes are durable.</summary>
    protected virtual void Committed() => onCommitted?.Invoke();

    /// <summary>Runs when the store can't take the changes; where and how as <see cref="Committed"/>.</summary>
    protected virtual void Refused(StoreException problem) => onRefused?.Invoke(problem);
}
