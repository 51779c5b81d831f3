using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Control;

/// <summary>Messages from outside on their way to the store: they come on their queues, and whoever emitted them is told, once they are durable.</summary>
internal sealed record EmitUnit(ControlParts Parts, IReadOnlyList<Change> Changes, IReadOnlyList<EmitView> Views)
    : CommitUnit(Changes, null, null)
{
    private readonly TaskCompletionSource<IReadOnlyList<EmitView>> _done = new(Parts.Commits.Continuations);

    public Task<IReadOnlyList<EmitView>> Acknowledged => _done.Task;

    public override bool MustBeDeferred => false;

    // With nothing in it, it tells of emits that are repeated, once those before it are stored.
    public override bool MayUseReserve => Changes.Count == 0;

    public override void Committed()
    {
        for (var i = 0; i < Changes.Count; i++)
        {
            var message = MessageAt(i);
            if (message.OnceKey is { } key)
                Parts.Context.OnceKeys.Promise(message.Handler, key);
            Parts.Context.Queues.Add(message);
        }
        _done.SetResult(Views);
    }

    public override void Refused(StoreException problem)
    {
        for (var i = 0; i < Changes.Count; i++)
        {
            var message = MessageAt(i);
            Parts.Waiters.Forget(message.Id);
            if (message.OnceKey is { } key)
                Parts.Context.OnceKeys.Release(message.Handler, key);
        }
        _done.SetException(new ControlException(ControlProblem.Refused, problem.Message));
    }

    private Message MessageAt(int index) => ((MessageEnqueued)Changes[index]).Message;
}
