using DarkLang.Runtime.Storage.LiteDb.Files;
using LiteDB.Engine;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// LiteDB on files that keep its promises: a commit that returned is on the disk, a commit that threw is nowhere. After any failure the engine is
/// thrown away and opened anew from the files, because nothing it has in memory can be trusted then.
/// </summary>
internal sealed class Database : IDisposable
{
    /// <summary>In LiteDB's header page: the highest page number in use.</summary>
    private const int LastPageOffset = 64;
    private const int MagicOffset = 32;

    /// <summary>The log may grow so far beyond its measure while a copy is made.</summary>
    private const int CopyTimeout = 16;

    /// <summary>A log goes into the data file with so many commits at least, or when it is so far beyond its measure: what is done by then need not be written again.</summary>
    private const int FewestCommits = 16;
    private const int PatienceWithFew = 8;

    private readonly DataFile _data;
    private readonly LogFile _log;
    private readonly CrashPoints _crashes;
    private readonly long _checkpointAt;
    private long _checkpointNotBefore;

    private RunningCopy? _copy;
    private DataStream? _dataStream;
    private LogStream? _logStream;
    private LiteEngine? _engine;

    public Database(DataFile data, LogFile log, CrashPoints crashes, StoreLimits limits)
    {
        (_data, _log, _crashes, _checkpointAt) = (data, log, crashes, limits.CheckpointAtBytes);
        Pages = new CommittedPages(data, log);
        Journal = new JournalPages(Pages, log);
        CheckIsWhole();
        _ = Engine;
    }

    /// <summary>The last commit found no room in the log: the checkpoint before the next one makes some.</summary>
    public bool IsLogFull { get; private set; }

    /// <summary>What the last commit left, for reading past LiteDB. Only between commits.</summary>
    public CommittedPages Pages { get; }

    /// <summary>The journal past LiteDB.</summary>
    public JournalPages Journal { get; }

    /// <summary>The engine, for reading; opened anew after a failure.</summary>
    public LiteEngine Engine => _engine ?? Open();

    /// <summary>
    /// Runs <paramref name="write"/> in one transaction, which must change something, and returns when it is on the disk.
    /// Throws <see cref="StoreException"/> when nothing was written.
    /// </summary>
    public void Commit(Action<LiteEngine> write) => Commit(() => Changing(write), () => new Headroom(DataFile.ReservePages, 0));

    /// <param name="prepare">
    /// Adds pages to the log that go past LiteDB, and gives what LiteDB has to write with them, which is false when it changed nothing; null: nothing.
    /// One of the two must change something.
    /// </param>
    /// <param name="headroom">Asked once all is prepared.</param>
    public void Commit(Func<Func<LiteEngine, bool>?> prepare, Func<Headroom> headroom)
    {
        _crashes.Pass(CrashStep.CommitBegun);
        CheckpointWhenDue();
        try
        {
            var engine = Engine;
            if (prepare() is { } write)
                Run(engine, write);
            var isTight = !_data.Reserve(Math.Max(_log.LastPendingPage + 1, Pages.Count), headroom());
            SyncLog(isTight);
        }
        catch (Exception error)
        {
            Abandon();
            throw error.ToStoreException(_data.Path);
        }
    }

    private static Func<LiteEngine, bool> Changing(Action<LiteEngine> write) => engine =>
    {
        write(engine);
        return true;
    };

    private void Run(LiteEngine engine, Func<LiteEngine, bool> write)
    {
        engine.BeginTrans();
        if (!write(engine))
        {
            // LiteDB hands over no page then, and nothing would confirm the transaction.
            engine.Rollback();
            return;
        }

        _logStream!.ExpectConfirmation();
        engine.Commit();
        _logStream.WaitForConfirmation();
        _crashes.Pass(CrashStep.TransactionClosed);
    }

    /// <summary>A copy of the data file, which stays as it is until the copy has ended: only then comes the next checkpoint.</summary>
    public RunningCopy BeginCopy()
    {
        if (_copy is { IsGoing: true })
            throw new StoreException(StoreProblem.Io, "another backup of this store is being made: wait for its end");
        Checkpoint();
        return _copy = new RunningCopy(_data);
    }

    /// <summary>Moves all of the log into the data file.</summary>
    public void Checkpoint()
    {
        _copy?.End("the store was closed meanwhile: try again");
        if (_log.IsEmpty)
            return;
        _crashes.Pass(CrashStep.CheckpointBegun);
        try
        {
            Engine.Checkpoint();
            if (!_log.IsEmpty)
                _dataStream!.TakePagesPast();
        }
        catch (Exception error)
        {
            Abandon();
            throw error.ToStoreException(_data.Path);
        }

        _crashes.Pass(CrashStep.CheckpointDone);
    }

    public void Dispose()
    {
        Close();
        _log.Dispose();
        _data.Dispose();
    }

    // LiteDB keeps its pages of the log in memory.
    private bool IsLogLong => (long)_log.PageCount * LogFormat.PageSize >= _checkpointAt
        || (_log.Tail >= _checkpointAt && (_log.Commits >= FewestCommits || _log.Tail >= PatienceWithFew * _checkpointAt));

    private void CheckpointWhenDue()
    {
        if (!IsLogFull && (!IsLogLong || _log.Tail < _checkpointNotBefore))
            return;
        if (_copy is { IsGoing: true } copy)
        {
            if (!IsLogFull && _log.Tail < CopyTimeout * _checkpointAt)
                return;
            copy.End("more was written meanwhile than the log has room for: try again when less happens, or to a faster disk");
        }

        try
        {
            Checkpoint();
            (_checkpointNotBefore, IsLogFull) = (0, false);
        }
        catch (StoreException error) when (error.Problem == StoreProblem.Full)
        {
            // The commit at hand may still fit into the log; trying again at every commit would only cost time.
            _checkpointNotBefore = _log.Tail + (_checkpointAt / 8);
        }
    }

    /// <param name="isTight">There is too little room on the disk: what the log takes, the data file can't have.</param>
    private void SyncLog(bool isTight)
    {
        if (isTight && _log.MustGrow && _log.Commits > 0)
        {
            IsLogFull = true;
            throw DiskErrors.Full(_log.Path);
        }

        try
        {
            _log.Sync(isTight);
        }
        catch (IOException error) when (error.IsFull())
        {
            IsLogFull = _log.Commits > 0;
            throw;
        }
    }

    private LiteEngine Open()
    {
        _dataStream = new DataStream(_data, Pages, _log, _crashes);
        _logStream = new LogStream(_log, Journal.Note);
        try
        {
            _log.Repair();
            return _engine = new LiteEngine(new EngineSettings { DataStream = _dataStream, LogStream = _logStream });
        }
        catch (Exception error) when (error is not StoreException)
        {
            Close();
            if (error is IOException and not EndOfStreamException)
                throw error.ToStoreException(_data.Path);
            throw DataFile.Damaged(_data.Path, error.Message, error);
        }
    }

    private void Abandon()
    {
        Close();
        Journal.ForgetLinks();
        _log.Abandon();
        try
        {
            _log.Repair();
        }
        catch (IOException)
        {
            // The next use of the engine tries again, and fails while this does.
        }
    }

    private void Close()
    {
        _dataStream?.Detach();
        _logStream?.Detach();
        _engine?.Dispose();
        _engine = null;
    }

    /// <summary>Every page that the header knows must be in the file, or in the log when a checkpoint did not end.</summary>
    private void CheckIsWhole()
    {
        var header = new byte[LogFormat.PageSize];
        if (Pages.Read(0, header) == PageCondition.Missing)
            throw DataFile.Damaged(_data.Path, $"it has {_data.Length} bytes and no header");
        Pages.Require(0, header);
        if (!header.AsSpan(MagicOffset).StartsWith("** This is a LiteDB file **"u8))
            throw DataFile.Damaged(_data.Path, "it is no LiteDB file");
        var last = BitConverter.ToUInt32(header, LastPageOffset);
        var present = _data.PageCount;
        if (last < present)
            return;
        for (var page = present; page <= last; page++)
        {
            if (!_log.HasPage((int)page))
                throw DataFile.Damaged(_data.Path, $"it ends at page {present} of {(long)last + 1}");
        }
    }
}
