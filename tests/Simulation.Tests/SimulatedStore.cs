using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.Memory;

namespace DarkLang.Simulation.Tests;

internal enum CommitFault
{
    None,

    /// <summary>The process dies before the commit is on the disk.</summary>
    DiesBefore,

    /// <summary>The process dies when the commit is on the disk but not acknowledged.</summary>
    DiesAfter,
}

/// <summary>A disk that outlives the process and is sometimes full or nearly full. A commit is stored completely or not at all.</summary>
internal sealed class SimulatedStore(World world) : IStore
{
    private readonly MemoryStore _disk = new();
    private readonly List<Change> _late = [];
    private IReadOnlyList<Change> _unsynced = [];

    /// <summary>Called while a commit is written.</summary>
    public Action Meanwhile { get; set; } = () => { };

    public CommitFault NextFault { get; set; }

    public bool IsFull { get; set; }

    /// <summary>The number of new facts that a nearly full disk has room for in one commit.</summary>
    public int MostNew { get; set; } = int.MaxValue;

    /// <summary>Whether the process has died during a commit.</summary>
    public bool IsDead { get; private set; }

    public StoreContents Load()
    {
        var contents = _disk.Load();
        world.Witness.Compare(contents);
        return contents;
    }

    public void Commit(IReadOnlyList<Change> changes, bool mayUseReserve = false)
    {
        Meanwhile();
        var fault = NextFault;
        NextFault = CommitFault.None;
        if (IsDead || fault == CommitFault.DiesBefore)
            throw Die("before");
        if (IsFull || changes.Count(change => change.AddsData) > MostNew)
        {
            world.Story?.Add($"the disk is full: {changes.Count} changes refused");
            world.Witness.Crons.Refused();
            throw new StoreException(StoreProblem.Full, "no room left on the disk");
        }
        Write(world.Bug == PlantedBug.SlotNotUnique ? Delay(changes) : changes);
        if (fault == CommitFault.DiesAfter)
            throw Die("after");
    }

    /// <summary>Drops what was not synced, because the process is gone.</summary>
    public void Crash()
    {
        (IsDead, NextFault) = (false, CommitFault.None);
        _unsynced = [];
        _late.Clear();
    }

    public IReadOnlyList<StoredEvent> ReadEvents(Message message) => _disk.ReadEvents(message);

    public void Spill(IReadOnlyList<Message> messages) => _disk.Spill(messages);

    public IReadOnlyList<Message> LoadSpilled(HandlerId handler, int atLeast, Share? share = null) =>
        _disk.LoadSpilled(handler, atLeast, share);

    public SpilledPage? ReadSpilled(HandlerId handler, SpilledPage? after) => _disk.ReadSpilled(handler, after);

    public Trace? ReadTrace(Guid id) => _disk.ReadTrace(id);

    public SourceVersion? ReadSource(string version) => _disk.ReadSource(version);

    public IReadOnlyList<HistoryLine>? ReadHistory(HistoryPage page) => _disk.ReadHistory(page);

    public void EnsureInPlace() => _disk.EnsureInPlace();

    public StoreCopy BeginCopy() => _disk.BeginCopy();

    public void Dispose() => Sync();

    private StoreException Die(string when)
    {
        if (!IsDead)
            world.Story?.Add($"the process dies {when} a commit is on the disk");
        IsDead = true;
        return new StoreException(StoreProblem.Io, "the process is dead");
    }

    private void Write(IReadOnlyList<Change> changes)
    {
        Sync();
        _unsynced = changes;
        world.Witness.Accept(changes);
        if (world.Bug != PlantedBug.AckBeforeSync)
            Sync();
    }

    private void Sync()
    {
        if (_unsynced.Count > 0)
            _disk.Commit(_unsynced);
        _unsynced = [];
    }

    // Moves the next due times of crons that fire into the commit after their messages.
    private List<Change> Delay(IReadOnlyList<Change> changes)
    {
        var fired = changes.OfType<MessageEnqueued>().Select(change => change.Message.Handler).ToHashSet();
        var late = changes.Where(change => change is CronUpdated cron && fired.Contains(HandlerId.Cron(cron.Cron.Name))).ToList();
        List<Change> stored = [.. _late, .. changes.Except(late)];
        _late.Clear();
        _late.AddRange(late);
        return stored;
    }
}
