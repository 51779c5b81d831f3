using DarkLang.Runtime.Storage.Disk;
using DarkLang.Runtime.Storage.LiteDb.Files;
using DarkLang.Runtime.Storage.Records;
using LiteDB.Engine;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// Keeps a store in a folder that one process owns. A commit is one batch of the journal, with one write and one sync of the log; the
/// queues themselves are in the engine's memory.
/// </summary>
public sealed class LiteDbStore : IStore
{
    private readonly StoreLock? _lock;
    private readonly Database _database;
    private readonly StoreState _state = new();
    private readonly Journal _journal;
    private readonly FactDocuments _facts = new();
    private readonly string _path;
    private readonly StoreLimits _limits;
    private bool _relocated;

    internal LiteDbStore(Database database, string path, StoreLimits limits, StoreLock? held = null)
    {
        (_database, _path, _limits, _lock) = (database, path, limits, held);
        _journal = new Journal(_state, new JournalSlots(), database.Journal, limits, path);
    }

    /// <summary>The oldest commit that the next start reads.</summary>
    internal long LowWaterMark => _journal.Compaction.Low;

    /// <summary>
    /// Opens the store in <paramref name="directory"/>, and creates it when there is none. Throws <see cref="StoreException"/> when another
    /// process holds it, or it can't be written or is damaged.
    /// </summary>
    /// <param name="wait">How to wait for a command that holds the store for a moment.</param>
    public static LiteDbStore Open(string directory, StoreOwner owner, CrashPoints? crashes = null, HolderWait? wait = null)
    {
        var (folder, steps) = (Path.GetFullPath(directory), crashes ?? CrashPoints.None);
        StoreLock? held = null;
        try
        {
            OwnFiles.CreateFolder(folder);
            held = StoreFolder.Lock(folder, owner, wait);
            var (data, log) = StoreFolder.OpenFiles(folder, steps);
            return new LiteDbStore(new Database(data, log, steps, StoreLimits.Default, held), folder, StoreLimits.Default, held);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or StoreException)
        {
            held?.Dispose();
            throw error.ToStoreException(folder);
        }
    }

    /// <summary>Whether there is a store in <paramref name="directory"/>.</summary>
    public static bool Exists(string directory) =>
        File.Exists(Path.Combine(directory, StoreFolder.LogName)) || RebuiltFiles.Exist(directory);

    /// <inheritdoc cref="StoreLock.FindHolder"/>
    public static StoreOwner? FindHolder(string directory) =>
        StoreLock.FindHolder(Path.Combine(Path.GetFullPath(directory), StoreFolder.LockName));

    /// <summary>Returns a folder in which others may replace the store; null if there is none.</summary>
    public static string? FindOpenFolder(string directory) => OwnFiles.FindOpenFolder(Path.GetFullPath(directory));

    public StoreContents Load() => Guarded(Read);

    public void Commit(IReadOnlyList<Change> changes, bool mayUseReserve = false)
    {
        if (changes.Count == 0)
            return;
        // A removal names spilled messages by their positions, which must stay as they are.
        var (mayRelocate, hasReleased, isRetry) = (!changes.Any(change => change is SpilledRemoved), false, false);
        while (true)
        {
            try
            {
                Write(changes, () => _journal.Plan(mayRelocate), mayUseReserve);
                return;
            }
            catch (StoreException full) when (full.Problem == StoreProblem.Full)
            {
                // When the log is full, the next try begins with a checkpoint.
                if (_database.IsLogFull && !isRetry)
                    isRetry = true;
                else if (!hasReleased && TryReleaseBatches())
                    hasReleased = true;
                else if (mayRelocate && _relocated)
                    mayRelocate = false;
                else
                    throw;
            }
        }
    }

    /// <summary>Releases old batches in a commit of its own, which needs less room than it frees.</summary>
    private bool TryReleaseBatches()
    {
        var plan = _journal.Compaction.PlanRelease(_journal.Next);
        if (plan.Low == 0)
            return false;
        try
        {
            Write([], () => plan, mayUseReserve: true);
            return true;
        }
        catch (StoreException)
        {
            return false;
        }
    }

    private void Write(IReadOnlyList<Change> changes, Func<RelocationPlan> plan, bool mayUseReserve)
    {
        try
        {
            _database.Commit(() => Prepare(changes, plan()), () => HeadroomFor(changes, mayUseReserve));
        }
        catch
        {
            _journal.Failed();
            throw;
        }
        _journal.Committed(changes);
    }

    /// <summary>The room that this commit leaves for more urgent ones. Each stored message reserves the room for its removal.</summary>
    private Headroom HeadroomFor(IReadOnlyList<Change> changes, bool mayUseReserve)
    {
        var forRemovals = DataFile.RemovalPages(
            _state.LiveCount + changes.Sum(change => change switch { MessageEnqueued => 1, MessageSettled => -1, _ => 0 }));
        var wanted = Reserved(DataFile.ReservePages + forRemovals);
        if (!mayUseReserve)
            return new Headroom(wanted, wanted);
        if (_relocated || Change.AnyAddsData(changes))
            return new Headroom(wanted, Reserved(forRemovals));
        return new Headroom(wanted, _journal.ReleasesBatches || FactDocuments.AnyIn(changes) ? 0 : Reserved(0));
    }

    // Free pages of the journal count too, but facts can't use them.
    private int Reserved(int pages) => DataFile.FactPages + Math.Max(0, DataFile.FactPages + pages - _journal.Slots.FreeCount);

    private Func<LiteEngine, bool>? Prepare(IReadOnlyList<Change> changes, RelocationPlan plan)
    {
        _relocated = plan.Messages.Count + plan.Keys.Count > 0;
        var low = _journal.Write(changes, plan);
        if (low == 0 && !_journal.HasNewDocuments && !FactDocuments.AnyIn(changes))
            return null;
        return engine =>
        {
            _journal.InsertNewDocuments(engine);
            var changed = _facts.Write(engine, _journal.Next, changes);
            if (low > 0)
                ReleaseBatches(engine, low);
            return changed || _journal.HasNewDocuments || low > 0;
        };
    }

    public IReadOnlyList<StoredEvent> ReadEvents(Message message) => Guarded(() => _journal.Reader.ReadEvents(message));

    public void Spill(IReadOnlyList<Message> messages) => _state.Spill(messages);

    public IReadOnlyList<Message> LoadSpilled(HandlerId handler, int atLeast, Share? share = null) =>
        Guarded(() => _state.Load(handler, atLeast, share, _journal.Reader.Read));

    public SpilledPage? ReadSpilled(HandlerId handler, SpilledPage? after) =>
        Guarded(() => _state.ReadSpilled(handler, after, _journal.Reader.Read));

    public Trace? ReadTrace(Guid id) =>
        Guarded(() => FactDocuments.Read(_database.Engine, FactKinds.Trace.Of(id), TraceRecorded.ReadWhole));

    public SourceVersion? ReadSource(string version) =>
        Guarded(() => FactDocuments.Read(_database.Engine, FactKinds.Source.Of(version), SourceStored.ReadWhole));

    public IReadOnlyList<HistoryLine>? ReadHistory(HistoryPage page) =>
        Guarded(() => FactDocuments.Read(_database.Engine, FactKinds.History.Of(page.Key), HistoryStored.ReadLines));

    public void EnsureInPlace() => _database.EnsureInPlace();

    public StoreCopy BeginCopy() => _database.BeginCopy();

    public void Dispose()
    {
        try
        {
            _database.Checkpoint();
        }
        catch (StoreException)
        {
            // Everything is in the log, where the next start reads it.
        }
        _database.Dispose();
        _lock?.Dispose();
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is not StoreException)
        {
            throw error.ToReadException(_path);
        }
    }

    /// <summary>Releases old batches and stores the totals that include them. These lack only this commit, which the journal has.</summary>
    private void ReleaseBatches(LiteEngine engine, long low)
    {
        var writer = new RecordWriter();
        foreach (var chunk in _state.Totals.ChangedChunks)
        {
            writer.Clear();
            foreach (var (handler, totals) in _state.Totals.Chunk(chunk))
            {
                writer.Handler(handler);
                writer.Number(totals.Done);
                writer.Number(totals.DeadInAll);
            }
            engine.Put(Documents.Total, chunk, writer.Written);
        }
        new Meta(low, CountedTo: _journal.Next - 1).Write(engine);
    }

    private StoreContents Read()
    {
        var engine = _database.Engine;
        var meta = Meta.Read(engine, _path);
        var damage = new List<string>(FactDocuments.Load(engine, _state));
        ReadTotals(engine, damage);
        var load = new JournalLoad(_database.Journal, meta.Low);
        load.Find();
        Replay(load, meta);
        QuarantineDamaged(load);
        damage.AddRange(Quarantine.ReadAll(_database.Engine));
        damage.AddRange(load.DamagedPages.Select(page =>
            $"page {page} of {StoreFolder.DataName} does not hold what was written there; what was lost with it is listed too"));
        return _state.ToStoreContents(damage, LoadFirstSpilled());
    }

    private void ReadTotals(LiteEngine engine, List<string> damage)
    {
        foreach (var stored in engine.All(Documents.Total))
        {
            if (!stored.IsSound)
            {
                damage.Add($"document {stored.Id} of the collection {Documents.Total} can't be read: some handlers count from zero");
                continue;
            }
            var reader = new RecordReader(stored.Bytes.Span, new StringPool());
            while (!reader.AtEnd)
                _state.Totals.Load(stored.Id.AsInt32, reader.Handler(), new HandlerTotals(reader.Number(), reader.Number()));
        }
    }

    /// <summary>Loads the oldest spilled messages of each handler, which are needed first.</summary>
    private List<SpilledQueue> LoadFirstSpilled()
    {
        var spilled = new List<SpilledQueue>();
        foreach (var handler in _state.Spilled.Handlers.ToList())
        {
            _state.Load(handler, _limits.LoadAtStart, null, _journal.Reader.Read);
            if (_state.SpilledQueueOf(handler, _journal.Reader.Read) is { } queue)
                spilled.Add(queue);
        }
        return spilled;
    }

    private void Replay(JournalLoad load, Meta meta)
    {
        for (var sequence = meta.Low; sequence <= load.Newest; sequence++)
        {
            if (load.Read(sequence) is not { } batch)
            {
                _journal.Slots.Assign(sequence, load.Bad[sequence].Slots);
                continue;
            }
            _state.Totals.Counting = sequence > meta.CountedTo;
            if (batch.Clock > _state.Clock)
                _state.Clock = batch.Clock;
            _state.Begin(sequence);
            foreach (var record in batch.Records)
                record.Replay(_state);
            _journal.Slots.Assign(sequence, batch.Slots);
        }
        _state.Totals.Counting = true;
        _state.LoadUpdated(_journal.Reader.Read);
        foreach (var slot in load.FreeSlots)
            _journal.Slots.Free(slot);

        // Which document is on a damaged page is unknown, and LiteDB refuses to insert it a second time.
        if (load.DamagedPages.Count > 0)
            _journal.Slots.SkipTo(_database.Pages.Count);
        _journal.Next = Math.Max(load.Newest, meta.CountedTo) + 1;
        _journal.Compaction.Start(meta.Low);
    }

    private void QuarantineDamaged(JournalLoad load)
    {
        var bad = load.Bad.Where(b => !Quarantine.Contains(_database.Engine, b.Key)).ToList();
        if (bad.Count > 0 || load.BadParts.Count > 0)
        {
            _database.Commit(engine =>
            {
                foreach (var (sequence, batch) in bad)
                    Quarantine.Add(engine, sequence, batch);
                foreach (var (slot, bytes) in load.BadParts)
                    Quarantine.AddPart(engine, slot, bytes);
            });
        }
        foreach (var (slot, _) in load.BadParts)
            _journal.Slots.Free(slot);
    }
}
