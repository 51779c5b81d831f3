namespace DarkLang.Runtime.Storage;

/// <summary>
/// Where changes survive. The queues live in memory; a store is a durable log of <see cref="Change"/>s that can be read back as a whole.
/// Only one thread at a time uses it.
/// </summary>
public interface IStore : IDisposable
{
    /// <summary>Reads everything that the engine needs to continue; called once, before anything else.</summary>
    StoreContents Load();

    /// <summary>
    /// Writes all changes or none. When it returns they survive kill -9 and power loss. When it throws <see cref="StoreException"/> nothing
    /// was written, and the store stays usable. One call may hold 100 000 changes and events of a megabyte: there is no limit but the disk.
    /// </summary>
    /// <param name="mayUseReserve">On a full disk, finished work and commands that free space may use reserved room; what adds no data may
    /// use the last of it. </param>
    void Commit(IReadOnlyList<Change> changes, bool mayUseReserve = false);

    /// <summary>
    /// Reads the event of a message that is without it (<see cref="Message.IsEventUnloaded"/>), and unloaded events of neighbours that cost
    /// little more. Throws <see cref="StoreException"/> when it can't be read.
    /// </summary>
    IReadOnlyList<StoredEvent> ReadEvents(Message message);

    /// <summary>
    /// Keeps these messages only in the store, until <see cref="LoadSpilled"/> returns them as new objects. They are stored, and
    /// <see cref="Message.CanSpill"/> holds.
    /// </summary>
    void Spill(IReadOnlyList<Message> messages);

    /// <summary>
    /// Loads the oldest spilled messages of a handler with their events, at least that many if there are that many. Throws
    /// <see cref="StoreException"/> when the next ones can't be read; the next call continues after them.
    /// </summary>
    /// <param name="share">Only those that were spilled with this share; null for those without one, or with a retired one.</param>
    IReadOnlyList<Message> LoadSpilled(HandlerId handler, int atLeast, Share? share = null);

    /// <summary>Reads some spilled messages of a handler, which stay spilled. Returns null when there are no more.</summary>
    /// <param name="after">The previous page; null for the oldest messages.</param>
    SpilledPage? ReadSpilled(HandlerId handler, SpilledPage? after);

    Trace? ReadTrace(Guid id);

    SourceVersion? ReadSource(string version);

    /// <summary>Returns null when the page is not stored.</summary>
    IReadOnlyList<HistoryLine>? ReadHistory(HistoryPage page);

    /// <summary>Throws <see cref="StoreException"/> when the store is no longer where the next start looks for it.</summary>
    void EnsureInPlace();

    /// <summary>Begins a copy of the store as it is. Throws <see cref="StoreException"/> when another copy is running.</summary>
    StoreCopy BeginCopy();
}

/// <summary>What a store holds when it is opened.</summary>
public sealed class StoreContents
{
    private readonly ILookup<FactKind, object> _facts;

    internal StoreContents(ILookup<FactKind, object> facts) => _facts = facts;

    /// <summary>In the order of their emits, without most of the spilled ones.</summary>
    public required IReadOnlyList<Message> Messages { get; init; }

    /// <summary>What attempts recorded of their calls to the outside, for the messages that are their parents. In order.</summary>
    public required IReadOnlyList<Message> Records { get; init; }

    /// <summary>What is only in the store.</summary>
    public required IReadOnlyList<SpilledQueue> Spilled { get; init; }

    public required IReadOnlyDictionary<HandlerId, HandlerTotals> Totals { get; init; }

    public required IReadOnlyList<OnceKey> OnceKeys { get; init; }

    public IReadOnlyList<CronState> Crons => Facts<CronState>(FactKinds.Cron);

    public IReadOnlyList<Pause> Pauses => Facts<Pause>(FactKinds.Pause);

    public IReadOnlyList<OptionOverride> Options => Facts<OptionOverride>(FactKinds.Option);

    public IReadOnlyList<LimiterState> Limiters => Facts<LimiterState>(FactKinds.Limiter);

    /// <summary>Includes the limiters of handlers without a checkpoint, which may be checkpoints in the form of early stores.</summary>
    public IReadOnlyList<AlertCheckpoint> AlertCheckpoints => [.. Facts<AlertCheckpoint>(FactKinds.AlertCheckpoint)
        .UnionBy(Limiters.Select(AlertCheckpoint.From).OfType<AlertCheckpoint>(), checkpoint => checkpoint.Alert)];

    /// <summary>Null in a store that has none yet.</summary>
    public byte[]? ChanceSecret => Facts<ChanceSecret>(FactKinds.ChanceSecret) is [var stored, ..] ? stored.Secret : null;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<TraceHeader> Traces => Facts<TraceHeader>(FactKinds.Trace);

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<string> SourceVersions => Facts<string>(FactKinds.Source);

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<HistoryPage> History => Facts<HistoryPage>(FactKinds.History);

    /// <summary>What could not be read: one sentence each, which names the messages. Empty when the store is sound.</summary>
    public required IReadOnlyList<string> Damage { get; init; }

    private List<T> Facts<T>(FactKind kind) => [.. _facts[kind].Cast<T>()];
}

/// <param name="Newest">A copy of the newest message.</param>
public sealed record SpilledQueue(HandlerId Handler, int Count, Message Newest);

/// <param name="Key">Its position among the spilled messages of its handler.</param>
public sealed record SpilledPage(IReadOnlyList<Message> Messages, (long Origin, long Sequence) Key);

public readonly record struct StoredEvent(Message Message, byte[] Event);

/// <summary>A key that an emit took until its window ends.</summary>
/// <param name="Message">The message of that emit; empty in keys of early stores whose message was gone.</param>
/// <param name="TakenAt">When it was emitted; unknown in the same keys.</param>
public sealed record OnceKey(HandlerId Handler, string Key, DateTimeOffset Until, Guid Message = default, DateTimeOffset TakenAt = default)
{
    /// <summary>Returns the key of a message that has one.</summary>
    public static OnceKey Of(Message message) =>
        new(message.Handler, message.OnceKey!, message.OnceUntil, message.Id, message.EmittedAt);
}

public enum StoreProblem
{
    /// <summary>Another process owns it.</summary>
    Held,

    /// <summary>No room left on the disk.</summary>
    Full,

    /// <summary>The folder or a file can't be written.</summary>
    ReadOnly,

    /// <summary>A file does not hold what was written to it.</summary>
    Damaged,

    /// <summary>Any other failure of the disk.</summary>
    Io,
}

/// <summary>The store can't do what was asked. The message tells the user what is wrong, where, and what to do.</summary>
public sealed class StoreException(StoreProblem problem, string message, Exception? cause = null) : Exception(message, cause)
{
    public StoreProblem Problem { get; } = problem;
}
