namespace DarkLang.Runtime.Queues;

/// <summary>Limits the memory for events of waiting messages: others are read from the store later. Used under the engine's lock.</summary>
internal sealed class EventMemoryBudget(long budget)
{
    /// <summary>The size of the events in memory that belong to waiting messages, in bytes.</summary>
    public long Held { get; private set; }

    /// <summary>Counts the event of a message that starts to wait, or unloads it if the budget is used up.</summary>
    public void Enter(Message message)
    {
        if (message.EventLength == 0 || message.Event is null)
            return;
        if (Held + message.EventLength > budget)
            message.UnloadEvent();
        else
            Held += message.EventLength;
    }

    /// <summary>Stops counting the event of a message that no longer waits.</summary>
    public void Leave(Message message)
    {
        if (message.Event is not null)
            Held -= message.EventLength;
    }

    /// <summary>Counts the event of a waiting message that was read from the store.</summary>
    public void Restored(Message message) => Held += message.EventLength;
}
