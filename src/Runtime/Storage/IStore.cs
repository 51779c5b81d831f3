using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Storage;

/// <summary>
/// Where the facts survive. The queues themselves live in memory; a store is a durable log of <see cref="Change"/>s that can be read
/// back as a whole. Every method is called by one thread at a time.
/// </summary>
public interface IStore : IDisposable
{
    /// <summary>Everything the engine needs to go on; called once, before anything else.</summary>
    StoreContents Load();

    /// <summary>
    /// Writes all changes or none. When it returns they survive kill -9 and power loss.
    /// Throws <see cref="StoreException"/> when nothing was written; the store stays usable.
    /// One call may hold 100 000 changes and events of a megabyte: there is no limit but the disk.
    /// </summary>
    /// <param name="mayUseReserve">On a full disk there is some room left for what should not wait: work that is done, and acts that give room back. What brings nothing new may take the last of it.</param>
    void Commit(IReadOnlyList<Change> changes, bool mayUseReserve = false);

    /// <summary>
    /// The event of a message that let go of it (<see cref="Message.IsEventUnloaded"/>), and those of its neighbours that did so where reading them
    /// costs little more. Throws <see cref="StoreException"/> when it can't be read.
    /// </summary>
    IReadOnlyList<StoredEvent> ReadEvents(Message message);

    /// <summary>
    /// These messages, which are stored and whose <see cref="Message.CanSpill"/> holds, are only in the store from now on, until
    /// <see cref="LoadSpilled"/> gives them back as new objects.
    /// </summary>
    void Spill(IReadOnlyList<Message> messages);

    /// <summary>
    /// Gives the oldest resting messages of a handler back, at least so many when there are so many, with their events. Throws
    /// <see cref="StoreException"/> when those that are next can't be read; the next call goes on behind them.
    /// </summary>
    IReadOnlyList<Message> LoadSpilled(HandlerId handler, int atLeast);

    /// <summary>A look at some resting messages of a handler behind <paramref name="after"/> (null for the oldest); they rest on. Null when there are no more.</summary>
    SpilledPage? ReadSpilled(HandlerId handler, SpilledPage? after);

    Trace? ReadTrace(Guid id);

    SourceVersion? ReadSource(string version);

    /// <summary>
    /// Begins a copy of the store as the last commit left it; commits go on while it is written. Throws <see cref="StoreException"/> when there is
    /// another one in the making.
    /// </summary>
    IStoreCopy BeginCopy();
}

/// <summary>What a store holds when it is opened.</summary>
public sealed class StoreContents
{
    /// <summary>In the order of their emits; of each handler's resting ones the oldest, already woken.</summary>
    public required IReadOnlyList<Message> Messages { get; init; }

    /// <summary>What waits beyond those and is only in the store.</summary>
    public required IReadOnlyList<SpilledQueue> Spilled { get; init; }

    public required IReadOnlyList<CronState> Crons { get; init; }

    public required IReadOnlyList<Pause> Pauses { get; init; }

    public required IReadOnlyList<RateStarts> Rates { get; init; }

    public required IReadOnlyDictionary<HandlerId, HandlerTotals> Totals { get; init; }

    public required IReadOnlyList<OnceKey> OnceKeys { get; init; }

    /// <summary>Oldest first per handler.</summary>
    public required IReadOnlyList<TraceHeader> Traces { get; init; }

    public required IReadOnlyList<string> SourceVersions { get; init; }

    /// <summary>What could not be read, one sentence each, naming the messages; empty when the store is sound.</summary>
    public required IReadOnlyList<string> Damage { get; init; }
}

/// <param name="Newest">A copy, to be looked at.</param>
public sealed record SpilledQueue(HandlerId Handler, int Count, Message Newest);

/// <param name="Key">Where it stands among the resting messages of its handler.</param>
public sealed record SpilledPage(IReadOnlyList<Message> Messages, (long Origin, long Sequence) Key);

public readonly record struct StoredEvent(Message Message, byte[] Event);

/// <summary>A key taken by an <c>emitOnce</c> until its window ends.</summary>
public sealed record OnceKey(HandlerId Handler, string Key, DateTimeOffset Until);

public enum StoreProblem
{
    /// <summary>Another process owns it.</summary>
    Held,

    /// <summary>No room left on the disk.</summary>
    Full,

    /// <summary>The folder or a file can't be written.</summary>
    ReadOnly,

    /// <summary>A file is not what we wrote.</summary>
    Damaged,

    /// <summary>Any other failure of the disk.</summary>
    Io,
}

/// <summary>The store can't do what was asked. The message is for the user: what, where, what to do.</summary>
public sealed class StoreException(StoreProblem problem, string message, Exception? cause = null) : Exception(message, cause)
{
    public StoreProblem Problem { get; } = problem;
}
