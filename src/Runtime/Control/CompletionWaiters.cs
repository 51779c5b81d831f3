using System.Collections.Concurrent;
using DarkLang.Runtime.Attempts;

namespace DarkLang.Runtime.Control;

/// <summary>Callers that wait for the end of a message. They register with the emit, so that an early end is not lost.</summary>
internal sealed class CompletionWaiters
{
    private const int MaxWaiters = 10_000;

    private readonly ConcurrentDictionary<Guid, Waiter> _waiters = new();
    private readonly Lock _callers = new();

    public bool IsEmpty => _waiters.IsEmpty;

    public bool IsRegistered(Guid message) => _waiters.ContainsKey(message);

    public void Register(Guid message) => GetOrAdd(message);

    private Waiter GetOrAdd(Guid message)
    {
        if (_waiters.Count >= MaxWaiters)
            ForgetEnded();
        if (_waiters.Count >= MaxWaiters)
            throw new ControlException(
                ControlProblem.Refused, $"callers already wait for {MaxWaiters} messages, which is the limit: emit without waiting");
        return _waiters.GetOrAdd(message, static _ => new Waiter());
    }

    public void Forget(Guid message) => _waiters.TryRemove(message, out _);

    public async Task<SettledView> Wait(Guid message, CancellationToken cancellation)
    {
        var waiter = Join(message);
        try
        {
            return await waiter.Completion.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            Leave(message, waiter);
        }
    }

    private Waiter Join(Guid message)
    {
        lock (_callers)
        {
            var waiter = GetOrAdd(message);
            waiter.Callers++;
            return waiter;
        }
    }

    // Other callers may still wait for the same message.
    private void Leave(Guid message, Waiter waiter)
    {
        lock (_callers)
        {
            waiter.Callers--;
            if (waiter.Callers == 0)
                _waiters.TryRemove(KeyValuePair.Create(message, waiter));
        }
    }

    // Removes the waiters of messages that have ended and whose callers never came.
    private void ForgetEnded()
    {
        foreach (var (message, _) in _waiters.Where(entry => entry.Value.Completion.Task.IsCompleted))
            Forget(message);
    }

    public void Ended(AttemptEnded ended)
    {
        if (_waiters.IsEmpty || ended.StateOfMessage is MessageState.Retrying or MessageState.Delayed or MessageState.Ready)
            return;
        if (!_waiters.TryGetValue(ended.Message.Id, out var waiter))
            return;
        waiter.Completion.TrySetResult(View(ended.ToMessageEnd()));
    }

    public static SettledView View(MessageEnd end)
    {
        var result = end.State == MessageState.Done && end.Outcome is Outcome.Completed completed ? ValueViews.Of(completed.Value) : null;
        return new SettledView(end.Message, end.State, result, end.Failure);
    }

    public void Removed(Guid message)
    {
        if (_waiters.TryGetValue(message, out var waiter))
            waiter.Completion.TrySetResult(new SettledView(message, MessageState.Removed, null, null));
    }

    /// <param name="by">The message that took its place.</param>
    public void Replaced(Guid message, Guid by)
    {
        if (_waiters.TryGetValue(message, out var waiter))
            waiter.Completion.TrySetResult(new SettledView(message, MessageState.Replaced, null, null) { ReplacedBy = by });
    }

    private sealed class Waiter
    {
        public TaskCompletionSource<SettledView> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The number of callers that wait now.</summary>
        public int Callers { get; set; }
    }
}
