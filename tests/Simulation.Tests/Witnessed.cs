using DarkLang.Runtime.Model;

namespace DarkLang.Simulation.Tests;

/// <summary>The stored state of a message, as the witness saw it.</summary>
/// <param name="order">Increases with each message that is new, or that is retried after its death.</param>
internal sealed class Witnessed(Message message, long n, string? k, int order)
{
    public Guid Id { get; } = message.Id;

    public HandlerId Handler { get; } = message.Handler;

    /// <summary>The field of the event that some workers use as their key.</summary>
    public string? K { get; } = k;

    public long N { get; } = n;

    /// <summary>Whether a due time of a cron fired it, and not a client.</summary>
    public bool IsScheduled { get; } = message.EmittedFrom == "schedule";

    public int Order { get; set; } = order;

    /// <summary>
    /// Whether it was waiting when all waiting messages were put in the order of their due times, which then decides among those of the same
    /// <see cref="Order"/>.
    /// </summary>
    public bool WasSorted { get; set; }

    public MessageState State { get; set; } = message.FirstDue > message.EmittedAt ? MessageState.Delayed : MessageState.Ready;

    public DateTimeOffset Due { get; set; } = message.FirstDue;

    public int Attempts { get; set; }

    /// <summary>Whether it was dead and is retried. It then has no fixed place among messages of its key that are due at the same moment.</summary>
    public bool WasDead { get; set; }

    /// <summary>Whether a client tried to cancel it. It was out of its queue for a while, and came back if the cancel was refused.</summary>
    public bool WasTakenOut { get; set; }

    public override string ToString() =>
        $"message {Id.ToString()[..8]} of {Handler} (n {N}, {State}, attempts {Attempts}, due {Due:HH:mm:ss.fff})";
}
