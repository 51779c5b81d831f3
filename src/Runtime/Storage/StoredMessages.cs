using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Storage;

internal static class StoredMessages
{
    /// <summary>The state of a message of which nothing but the emit is stored.</summary>
    public static void BecomeEmitted(this Message message)
    {
        message.State = message.FirstDue > message.EmittedAt ? MessageState.Delayed : MessageState.Ready;
        message.Due = message.FirstDue;
        message.Attempts = 0;
        message.Death = null;
    }

    public static void Become(this Message message, MessageUpdated update) =>
        (message.State, message.Due, message.Attempts, message.Death) = (update.State, update.Due, update.Attempts, update.Death);

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
            Hops = message.Hops,
            EmittedFrom = message.EmittedFrom,
            OnceKey = message.OnceKey,
            OnceUntil = message.OnceUntil,
            Position = message.Position,
        };
        copy.BecomeEmitted();
        return copy;
    }
}
