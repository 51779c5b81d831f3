namespace DarkLang.Runtime.Execution;

/// <summary>
/// The leases that were settled last, with what became of their messages: a consumer that repeats a settle, because it got no answer, gets
/// that of the first. Used under the engine's lock.
/// </summary>
internal sealed class SettledLeases
{
    public const int Most = 10_000;

    private readonly Dictionary<Guid, (Guid Message, Task<MessageState> State)> _leases = [];
    private readonly Queue<Guid> _order = new();

    public void Add(Guid lease, Guid message, Task<MessageState> state)
    {
        _leases.Add(lease, (message, state));
        _order.Enqueue(lease);
        if (_order.Count > Most)
            _leases.Remove(_order.Dequeue());
    }

    public Task<MessageState>? Find(Guid lease, out Guid message)
    {
        var isKnown = _leases.TryGetValue(lease, out var settled);
        message = settled.Message;
        return isKnown ? settled.State : null;
    }
}
