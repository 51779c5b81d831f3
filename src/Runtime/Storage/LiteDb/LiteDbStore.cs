using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage.LiteDb.Files;
using DarkLang.Runtime.Storage.Records;
using LiteDB.Engine;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// Keeps a store in a folder of one process. LiteDB is the durable log and the home of documents: one batch of the journal per commit,
/// one write and one sync of the log, and the queues themselves in the engine's memory.
/// </summary>
public sealed class LiteDbStore : IStore
{
    private readonly StoreLock? _lock;
    private readonly Database _database;
    private readonly StoreState _contents = new();
    private readonly Journal _journal;
    private readonly FactDocuments _facts = new();
    private readonly string _path;
    private readonly StoreLimits _limits;
    private bool _relocated;

    internal LiteDbStore(Database database, string path, StoreLimits limits, StoreLock? held = null)
    {
        (_database, _path, _limits, _lock) = (database, path, limits, held);
        _journal = new Journal(_contents, database.Journal, limits, path);
    }

    /// <summary>The oldest commit that the next start reads back.</summary>
    internal long LowWaterMark => _journal.Compaction.Low;

    /// <summary>
    /// Opens the store in <paramref name="directory"/>, which is made when it is not there. Throws <see cref="StoreException"/>
    /// when another process holds it, or it can't be written, or is damaged.
    /// </summary>
    /// <param name="wait">For a command that holds the store only for a moment.</param>
    public static LiteDbStore Open(string directory, StoreOwner owner, CrashPoints? crashes = null, HolderWait? wait = null)
    {
        var (folder, steps) = (Path.GetFullPath(directory), crashes ?? CrashPoints.None);
        StoreLock? held = null;
        try
        {
            StoreFolder.Create(folder);
            held = StoreLock.Take(Path.Combine(folder, StoreFolder.LockName), owner, wait);
            var (data, log) = StoreFolder.OpenFiles(folder, steps);
            return new LiteDbStore(OpenDatabase(data, log, steps), folder, StoreLimits.Default, held);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or StoreException)
        {
            held?.Dispose();
            throw error.ToStoreException(folder);
        }
    }

    /// <summary>Whether a store was ever made in <paramref name="directory"/>.</summary>
    public static bool Exists(string directory) =>
        File.Exists(Path.Combine(directory, StoreFolder.LogName)) || RebuiltFiles.AreThere(directory);

    /// <summary>Who holds the store in <paramref name="directory"/>; null when nobody does.</summary>
    public static StoreOwner? FindHolder(string directory) =>
        StoreLock.FindHolder(Path.Combine(Path.GetFullPath(directory), StoreFolder.LockName));

    public StoreContents Load()
    {
        try
        {
            return Read();
        }
        catch (Exception error) when (error is not StoreException)
        {
            // LiteDB meets a damaged page with whatever exception its bytes lead to.
            if (error is IOException and not EndOfStreamException)
                throw error.ToStoreException(_path);
            throw DataFile.Damaged(_path, error.Message, error);
        }
    }

    public void Commit(IReadOnlyList<Change> changes, bool mayUseReserve = false)
    {
        if (changes.Count == 0)
            return;
        var (carries, isTidy, isCut) = (true, false, false);
        while (true)
        {
            try
            {
                Write(changes, () => _journal.Plan(carries), mayUseReserve);
                return;
            }
            catch (StoreException full) when (full.Problem == StoreProblem.Full)
            {
                // The next try begins with a checkpoint when the log is full.
                if (_database.IsLogFull && !isCut)
                    isCut = true;
                else if (!isTidy && TryTidyUp())
                    isTidy = true;
                else if (carries && _relocated)
                    carries = false;
                else
                    throw;
            }
        }
    }

    /// <summary>Old batches go in a commit of their own, which needs less room than it makes.</summary>
    private bool TryTidyUp()
    {
        var plan = _journal.Compaction.Early(_journal.Next);
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
            _database.Commit(() => Prepare(changes, plan()), () => Room(changes, mayUseReserve));
        }
        catch
        {
            _journal.Failed();
            throw;
        }

        _journal.Committed(changes);
    }

    /// <summary>What is to be left for those who may take more. Each message that is stored brings the room for its removal along.</summary>
    private Headroom Room(IReadOnlyList<Change> changes, bool mayUseReserve)
    {
        var forRemovals = DataFile.RemovalPages(
            _contents.LiveCount + changes.Sum(change => change switch { MessageEnqueued => 1, MessageSettled => -1, _ => 0 }));
        var wanted = Left(DataFile.ReservePages + forRemovals);
        if (!mayUseReserve)
            return new Headroom(wanted, wanted);
        if (_relocated || Change.BringNew(changes))
            return new Headroom(wanted, Left(forRemovals));
        return new Headroom(wanted, _journal.LetsGo || FactDocuments.AnyIn(changes) ? 0 : Left(0));
    }

    private int Left(int pages) => DataFile.FactPages + Math.Max(0, DataFile.FactPages + pages - _journal.Slots.FreeCount);

    private Func<LiteEngine, bool>? Prepare(IReadOnlyList<Change> changes, RelocationPlan plan)
    {
        _relocated = plan.Messages.Count + plan.Keys.Count > 0;
        var low = _journal.Write(changes, plan);
        if (low == 0 && !_journal.HasNew && !FactDocuments.AnyIn(changes))
            return null;
        return engine =>
        {
            _journal.WriteNew(engine);
            var changed = _facts.Write(engine, _journal.Next, changes);
            if (low > 0)
                LetGo(engine, low);
            return changed || _journal.HasNew || low > 0;
        };
    }

    public IReadOnlyList<StoredEvent> ReadEvents(Message message) => Guarded(() => _journal.Reader.ReadEvents(message));

    public void Spill(IReadOnlyList<Message> messages)
    {
        foreach (var message in messages)
            _contents.Spill(message);
    }

    public IReadOnlyList<Message> LoadSpilled(HandlerId handler, int atLeast) => Guarded(() => _contents.Load(handler, atLeast, ReadBatch));

    public SpilledPage? ReadSpilled(HandlerId handler, SpilledPage? after) => Guarded(() => _contents.Look(handler, after, ReadBatch));

    public Trace? ReadTrace(Guid id) => Guarded(() => FactDocuments.ReadTrace(_database.Engine, id));

    public SourceVersion? ReadSource(string version) => Guarded(() => FactDocuments.ReadSource(_database.Engine, version));

    public IStoreCopy BeginCopy() => _database.BeginCopy();

    public void Dispose()
    {
        try
        {
            _database.Checkpoint();
        }
        catch (StoreException)
        {
            // Everything is in the log; the next start reads it there.
        }

        _database.Dispose();
        _lock?.Dispose();
    }

    private IReadOnlyList<Message> ReadBatch(Batch batch) => _journal.Reader.Read(batch);

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is not StoreException)
        {
            throw DataFile.Damaged(_path, error.Message, error);
        }
    }

    private static Database OpenDatabase(DataFile data, LogFile log, CrashPoints crashes)
    {
        try
        {
            return new Database(data, log, crashes, StoreLimits.Default);
        }
        catch
        {
            log.Dispose();
            data.Dispose();
            throw;
        }
    }

    /// <summary>Old batches go: what they counted must be stored by then. The totals of now lack only the commit at hand, which stays in the journal.</summary>
    private void LetGo(LiteEngine engine, long low)
    {
        var writer = new RecordWriter();
        foreach (var sheet in _contents.Totals.ChangedSheets)
        {
            writer.Clear();
            foreach (var (handler, totals) in _contents.Totals.Sheet(sheet))
            {
                writer.Handler(handler);
                writer.Number(totals.Done);
                writer.Number(totals.Died);
            }

            engine.Put(Documents.Total, sheet, writer.Written);
        }

        new Meta(low, CountedTo: _journal.Next - 1).Write(engine);
    }

    private StoreContents Read()
    {
        var engine = _database.Engine;
        var meta = Meta.Read(engine, _path);
        var damage = new List<string>(FactDocuments.Load(engine, _contents));
        ReadTotals(engine, damage);
        var load = new JournalLoad(_database.Journal, meta.Low);
        load.Find();
        Replay(load, meta);
        QuarantineDamaged(load);
        damage.AddRange(Quarantine.Sentences(_database.Engine));
        damage.AddRange(load.DamagedPages.Select(page =>
            $"page {page} of {StoreFolder.DataName} is not what was written there: what can't be read because of it is named beside this"));
        return _contents.ToStoreContents(damage, LoadFirstSpilled());
    }

    private void ReadTotals(LiteEngine engine, List<string> damage)
    {
        foreach (var stored in engine.All(Documents.Total))
        {
            if (!stored.IsSound)
            {
                damage.Add($"the totals of some handlers can't be read; they count from zero (document {stored.Id} of {Documents.Total})");
                continue;
            }

            var reader = new RecordReader(stored.Bytes.Span, new StringPool());
            while (!reader.AtEnd)
                _contents.Totals.Set(stored.Id.AsInt32, reader.Handler(), new HandlerTotals(reader.Number(), reader.Number()));
        }
    }

    /// <summary>The oldest of each handler's resting messages are wanted soon.</summary>
    private List<SpilledQueue> LoadFirstSpilled()
    {
        var spilled = new List<SpilledQueue>();
        foreach (var handler in _contents.Spilled.Handlers.ToList())
        {
            _contents.Load(handler, _limits.LoadAtStart, ReadBatch);
            if (_contents.SpilledOf(handler, ReadBatch) is { } queue)
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
                _journal.Slots.Hold(sequence, load.Bad[sequence].Slots);
                continue;
            }

            _contents.Totals.Counting = sequence > meta.CountedTo;
            if (batch.Clock > _contents.Clock)
                _contents.Clock = batch.Clock;
            _contents.Begin(sequence);
            foreach (var record in batch.Records)
                record.Replay(_contents);
            _journal.Slots.Hold(sequence, batch.Slots);
        }

        _contents.Totals.Counting = true;
        _contents.LoadChanged(ReadBatch);
        foreach (var slot in load.FreeSlots)
            _journal.Slots.Free(slot);

        // Which document lies on a damaged page is unknown, and LiteDB refuses to make it a second time.
        if (load.DamagedPages.Count > 0)
            _journal.Slots.BeginAt(_database.Pages.Count);
        _journal.Next = Math.Max(load.Newest, meta.CountedTo) + 1;
        _journal.Compaction.Start(meta.Low);
    }

    private void QuarantineDamaged(JournalLoad load)
    {
        var bad = load.Bad.Where(b => !Quarantine.Holds(_database.Engine, b.Key)).ToList();
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
