using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Control;

/// <summary>
/// Messages from outside on their way to the store. Once they are durable, they are enqueued and the emit is acknowledged. A unit without
/// messages, because all of them repeat earlier ones, is acknowledged when the units before it are durable.
/// </summary>
internal sealed class EmitUnit(EngineParts parts, int capacity) : CommitUnit(new List<Change>(capacity))
{
    private readonly TaskCompletionSource<IReadOnlyList<EmitView>> _done = new(parts.Commits.Continuations);

    /// <summary>The answer to the emit.</summary>
    public List<EmitView> Views { get; } = new(capacity);

    private List<Change> Enqueued => (List<Change>)Changes;

    public IReadOnlyList<Message> Messages => Enqueued.ConvertAll(change => ((MessageEnqueued)change).Message);

    public Task<IReadOnlyList<EmitView>> Acknowledged => _done.Task;

    public override bool MustBeDeferred => false;

    public override bool MayReplace => Debounces;

    /// <summary>Whether one of the messages is for a worker with <c>debounce</c>.</summary>
    public bool Debounces { get; set; }

    public override bool MayUseReserve => Changes.Count == 0;

    // Not indexed: there are very many emits, and the table of once-keys refers to them.
    public override IReadOnlyList<Subject> IndexedUnder => [];

    /// <summary>Adds a message, before the unit is submitted.</summary>
    public void Add(Message message) => Enqueued.Add(new MessageEnqueued(message));

    protected override void Committed()
    {
        foreach (var change in Enqueued)
        {
            var message = ((MessageEnqueued)change).Message;
            parts.Context.OnceKeys.Confirm(message);
            parts.Context.Queues.Add(message);
        }
        _done.SetResult(Views);
    }

    protected override void Refused(StoreException problem)
    {
        foreach (var message in Messages)
        {
            parts.Waiters.Forget(message.Id);
            parts.Context.OnceKeys.Release(message);
        }
        _done.SetException(new ControlException(ControlProblem.Refused, problem.Message));
    }
}
