using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Queues;

/// <summary>
/// Bounds the memory for the events of messages that wait: beyond the budget they are let go of, and read back from the store when their turn
/// comes. Used under the engine's lock.
/// </summary>
internal sealed class EventMemoryBudget(long budget)
{
    /// <summary>Bytes of the events of waiting messages that are in memory.</summary>
    public long Held { get; private set; }

    /// <summary>The message waits from now on.</summary>
    public void Enter(Message message)
    {
        if (message.EventLength == 0 || message.Event is null)
            return;
        if (Held + message.EventLength > budget)
            message.UnloadEvent();
        else
            Held += message.EventLength;
    }

    /// <summary>The message no longer waits.</summary>
    public void Leave(Message message)
    {
        if (message.Event is not null)
            Held -= message.EventLength;
    }

    /// <summary>The store gave the event of a waiting message back.</summary>
    public void Restored(Message message) => Held += message.EventLength;
}
