using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Control;

/// <summary>
/// Messages from outside on their way to the store. Once they are durable, they are enqueued and the emit is acknowledged. A unit without
/// messages, because all of them repeat earlier ones, is acknowledged when the units before it are durable.
/// </summary>
internal sealed class EmitUnit : CommitUnit
{
    private readonly EngineParts _parts;
    private readonly List<Change> _changes;
    private readonly TaskCompletionSource<IReadOnlyList<EmitView>> _done;

    public EmitUnit(EngineParts parts, int capacity)
        : this(parts, new List<Change>(capacity), new List<EmitView>(capacity))
    {
    }

    private EmitUnit(EngineParts parts, List<Change> changes, List<EmitView> views)
        : base(changes)
    {
        (_parts, _changes, Views) = (parts, changes, views);
        _done = new(parts.Commits.Continuations);
    }

    /// <summary>The answer to the emit.</summary>
    public List<EmitView> Views { get; }

    public IReadOnlyList<Message> Messages => _changes.ConvertAll(change => ((MessageEnqueued)change).Message);

    public Task<IReadOnlyList<EmitView>> Acknowledged => _done.Task;

    public override bool MustBeDeferred => false;

    public override bool MayUseReserve => Changes.Count == 0;

    // Not indexed: there are very many emits, and the table of once-keys refers to them.
    public override IReadOnlyList<Subject> IndexedUnder => [];

    /// <summary>Adds a message, before the unit is submitted.</summary>
    public void Add(Message message) => _changes.Add(new MessageEnqueued(message));

    protected override void Committed()
    {
        foreach (var change in _changes)
            _parts.Context.Queues.Add(((MessageEnqueued)change).Message);
        _done.SetResult(Views);
    }

    protected override void Refused(StoreException problem)
    {
        foreach (var message in Messages)
        {
            _parts.Waiters.Forget(message.Id);
            if (message.OnceKey is { } key)
                _parts.Context.OnceKeys.Release(message.Handler, key);
        }
        _done.SetException(new ControlException(ControlProblem.Refused, problem.Message));
    }
}
