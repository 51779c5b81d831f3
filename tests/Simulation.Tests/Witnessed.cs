using DarkLang.Runtime.Queues;

namespace DarkLang.Simulation.Tests;

/// <summary>What is known to be stored of a message.</summary>
/// <param name="order">Counted up with each message that is new, or back from the dead.</param>
internal sealed class Witnessed(Message message, long n, string? k, int order)
{
    public Guid Id { get; } = message.Id;

    public HandlerId Handler { get; } = message.Handler;

    /// <summary>What the key of some workers is.</summary>
    public string? K { get; } = k;

    public long N { get; } = n;

    /// <summary>A cron fired it at a due time, and nobody by hand.</summary>
    public bool IsScheduled { get; } = message.EmittedFrom == "schedule";

    public int Order { get; set; } = order;

    /// <summary>It was there when all that waited was put in order by when it was due: so those of the same <see cref="Order"/> go.</summary>
    public bool WasSorted { get; set; }

    public MessageState State { get; set; } = message.FirstDue > message.EmittedAt ? MessageState.Delayed : MessageState.Ready;

    public DateTimeOffset Due { get; set; } = message.FirstDue;

    public int Attempts { get; set; }

    /// <summary>It was dead and is tried again. Among messages of its key that are due at the same moment it has no place.</summary>
    public bool WasDead { get; set; }

    /// <summary>Somebody wanted to cancel it: it was on no queue for a while, and is back when that was refused.</summary>
    public bool WasInHand { get; set; }

    public override string ToString() =>
        $"message {Id.ToString()[..8]} of {Handler} (n {N}, {State}, attempts {Attempts}, due {Due:HH:mm:ss.fff})";
}
