namespace DarkLang.Runtime.Queues;

/// <summary>
/// Finds the oldest ready message of a queue whose messages leave in another order than they came. Entries of messages that have left
/// stay until they reach the front or a sweep removes them.
/// </summary>
internal sealed class OldestReadyTracker
{
    private Queue<(Message Message, DateTimeOffset Due)> _arrived = new();
    private int _sweepAt = 1_024;

    public void Add(Message message)
    {
        _arrived.Enqueue((message, message.Due));
        if (_arrived.Count < _sweepAt)
            return;
        _arrived = new Queue<(Message, DateTimeOffset)>(_arrived.Where(IsReady));
        _sweepAt = Math.Max(1_024, _arrived.Count * 2);
    }

    public Message? Oldest()
    {
        while (_arrived.TryPeek(out var first))
        {
            if (IsReady(first))
                return first.Message;
            _arrived.Dequeue();
        }
        return null;
    }

    private static bool IsReady((Message Message, DateTimeOffset Due) arrival) =>
        arrival.Message.State == MessageState.Ready && arrival.Message.Due == arrival.Due;
}
