using System.Collections.Concurrent;
using DarkLang.Lang.Evaluation;
using DarkLang.Runtime.Attempts;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Control;

/// <summary>
/// Callers who want to know how a message ends. They announce it with the emit, so that the end is known also when it comes before they ask.
/// </summary>
internal sealed class CompletionWaiters
{
    private const int MaxWaiters = 10_000;

    private readonly ConcurrentDictionary<Guid, Waiter> _ends = new();
    private readonly Lock _callers = new();

    public bool IsRegistered(Guid message) => _ends.ContainsKey(message);

    public void Register(Guid message) => Registered(message);

    private Waiter Registered(Guid message)
    {
        if (_ends.Count >= MaxWaiters)
            ForgetEnded();
        if (_ends.Count >= MaxWaiters)
            throw new ControlException(ControlProblem.Refused, $"more than {MaxWaiters} callers wait for messages; emit without waiting");
        return _ends.GetOrAdd(message, static _ => new Waiter());
    }

    public void Forget(Guid message) => _ends.TryRemove(message, out _);

    public async Task<SettledView> Wait(Guid message, CancellationToken cancellation)
    {
        var end = Join(message);
        try
        {
            return await end.Completion.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            Leave(message, end);
        }
    }

    private Waiter Join(Guid message)
    {
        lock (_callers)
        {
            var end = Registered(message);
            end.Callers++;
            return end;
        }
    }

    // Others may go on waiting.
    private void Leave(Guid message, Waiter end)
    {
        lock (_callers)
        {
            end.Callers--;
            if (end.Callers == 0)
                _ends.TryRemove(KeyValuePair.Create(message, end));
        }
    }

    // Ends that nobody came to ask for.
    private void ForgetEnded()
    {
        foreach (var (message, wait) in _ends)
        {
            if (wait.Completion.Task.IsCompleted)
                Forget(message);
        }
    }

    public void Ended(AttemptEnded ended)
    {
        if (_ends.IsEmpty || ended.State == MessageState.Retrying || !_ends.TryGetValue(ended.Attempt.Target.Id, out var wait))
            return;
        wait.Completion.TrySetResult(View(ended.ToMessageEnd()));
    }

    public static SettledView View(MessageEnd end)
    {
        var result = end.State == MessageState.Done && end.Outcome is Outcome.Completed completed ? ValueViews.Of(completed.Value) : null;
        return new SettledView(end.Message, end.State, result, end.Failure);
    }

    public void Removed(Guid message)
    {
        if (_ends.TryGetValue(message, out var wait))
            wait.Completion.TrySetResult(new SettledView(message, MessageState.Removed, null, null));
    }

    private sealed class Waiter
    {
        public TaskCompletionSource<SettledView> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Those who wait now.</summary>
        public int Callers { get; set; }
    }
}
