namespace DarkLang.Runtime.Storage;

internal static class StoredMessages
{
    /// <summary>Sets the state of a message that was not updated since its emit.</summary>
    public static void BecomeEmitted(this Message message) => (message.State, message.Due, message.Attempts, message.Death) =
        (message.FirstDue > message.EmittedAt ? MessageState.Delayed : MessageState.Ready, message.FirstDue, 0, null);

    public static void Become(this Message message, MessageUpdated update) =>
        (message.State, message.Due, message.Attempts, message.Death) = (update.State, update.Due, update.Attempts, update.Death);

    /// <summary>Returns a message of which only the handler is known.</summary>
    public static Message Unknown(HandlerId handler) =>
        new() { Id = default, Handler = handler, Event = null, EmittedAt = default, FirstDue = default, EmittedFrom = "" };

    /// <summary>Returns a copy of the message as it was emitted.</summary>
    public static Message AsStored(this Message message)
    {
        var copy = new Message
        {
            Id = message.Id,
            Handler = message.Handler,
            Event = message.Event,
            EmittedAt = message.EmittedAt,
            FirstDue = message.FirstDue,
            Parent = message.Parent,
            IsRecord = message.IsRecord,
            Hops = message.Hops,
            EmittedFrom = message.EmittedFrom,
            OnceKey = message.OnceKey,
            OnceUntil = message.OnceUntil,
            Position = message.Position,
        };
        copy.BecomeEmitted();
        return copy;
    }

    /// <summary>Returns the records among these messages whose message has left the store: they leave with it.</summary>
    public static IReadOnlyList<Message> RecordsWithoutMessage(this IEnumerable<Message> stored)
    {
        var messages = stored.ToLookup(message => message.IsRecord);
        if (!messages[true].Any())
            return [];
        var live = messages[false].Select(message => message.Id).ToHashSet();
        return [.. messages[true].Where(record => !live.Contains(record.Parent!.Value))];
    }
}
