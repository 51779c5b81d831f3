namespace DarkLang.Runtime.Queues;

/// <summary>Finds due times of messages that were computed while the clock was ahead.</summary>
internal static class DueTimes
{
    /// <summary>After this time, a message that waits for code runs again.</summary>
    public static readonly TimeSpan CodeCheckInterval = TimeSpan.FromMinutes(5);

    /// <summary>Returns the due time that the clock allows; null if the present one is right.</summary>
    public static DateTimeOffset? Correct(Message message, HandlerOptions options, DateTimeOffset now) => message.State switch
    {
        MessageState.Delayed when message.EmittedAt > now && message.FirstDue > message.EmittedAt =>
            Earlier(message, now + (message.FirstDue - message.EmittedAt)),
        MessageState.Retrying => Earlier(message, now + options.MaxWait),
        MessageState.WaitingForCode => Earlier(message, now + CodeCheckInterval),
        _ => null,
    };

    private static DateTimeOffset? Earlier(Message message, DateTimeOffset latest) => message.Due > latest ? latest : null;
}
