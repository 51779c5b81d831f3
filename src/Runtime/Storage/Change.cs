namespace DarkLang.Runtime.Storage;

/// <summary>
/// One change to be stored: of a message, as below, or of a fact with a key (<see cref="FactChange"/>). A change holds the values to be
/// written, because the mutable half of a <see cref="Message"/> may have changed again when the store writes it.
/// </summary>
public abstract record Change
{
    /// <summary>What the change is about. Changes with a common subject are stored in the order in which they were submitted.</summary>
    public abstract IReadOnlyList<Subject> Subjects { get; }

    /// <summary>Whether the store grows by this change.</summary>
    public virtual bool AddsData => false;

    // Once for each unit and each commit: an enumerator would cost more than the look.
    public static bool AnyAddsData(IReadOnlyList<Change> changes)
    {
        for (var i = 0; i < changes.Count; i++)
        {
            if (changes[i].AddsData)
                return true;
        }
        return false;
    }
}

/// <summary>A message is on its queue, due at its <see cref="Message.FirstDue"/>. Its once-key, if any, is taken from now on.</summary>
public sealed record MessageEnqueued(Message Message) : Change
{
    /// <summary>
    /// Nothing else can refer to a message that is not stored yet, but a cron has to know of its coming runs, and a record belongs to its
    /// message.
    /// </summary>
    public override IReadOnlyList<Subject> Subjects =>
        Message.IsRecord ? [Subject.OfMessage(Message.Parent!.Value)]
        : Message.Handler.Kind == HandlerKind.Cron ? [Subject.OfHandler(Message.Handler)] : [];

    public override bool AddsData => true;
}

/// <summary>The mutable half of a stored message changed. <paramref name="State"/> is never Running.</summary>
public sealed record MessageUpdated(Message Message, MessageState State, DateTimeOffset Due, int Attempts, DeadLetter? Death) : Change
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfMessage(Message.Id)];
}

/// <summary>The message leaves the store.</summary>
public sealed record MessageSettled(Message Message, Settlement Settlement) : Change
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfMessage(Message.Id)];
}

/// <summary>All messages of a handler that are only in the store leave it: one change, however many they are.</summary>
public sealed record SpilledRemoved(HandlerId Handler) : Change
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfHandler(Handler)];

    /// <summary>How many they were, once it is stored.</summary>
    public int Count { get; internal set; }

    /// <summary>How many of them belonged to which share.</summary>
    internal IReadOnlyList<(Share Share, int Count)> Shares { get; set; } = [];
}

/// <summary>A once-key is free again, whatever became of its message.</summary>
public sealed record OnceKeyForgotten(HandlerId Handler, string Key) : Change
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfHandler(Handler)];
}

public enum Settlement
{
    /// <summary>Handled: counts as done. Its once-key stays taken.</summary>
    Done,

    /// <summary>Removed by hand: its once-key is free again.</summary>
    Removed,

    /// <summary>Another message takes its place: one with its id, or a newer one of its key. Its once-key stays taken.</summary>
    Replaced,
}
