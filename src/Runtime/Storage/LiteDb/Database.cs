using DarkLang.Runtime.Storage.LiteDb.Files;
using LiteDB.Engine;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// LiteDB on files that keep its promises: a commit that returned is on the disk, a commit that threw is nowhere. After any failure the
/// engine is thrown away and opened again from the files, because its memory can't be trusted then.
/// </summary>
internal sealed class Database : IDisposable
{
    /// <summary>In LiteDB's header page: the highest page number in use.</summary>
    private const int LastPageOffset = 64;
    private const int MagicOffset = 32;

    /// <summary>How many times its limit the log may grow while a copy runs.</summary>
    private const int CopyLogFactor = 16;

    /// <summary>A checkpoint waits for this many commits, up to this many times the limit: often they write the same pages.</summary>
    private const int MinCommits = 16;
    private const int MaxLogFactor = 8;

    private readonly DataFile _data;
    private readonly LogFile _log;
    private readonly StoreLock? _lock;
    private readonly CrashPoints _crashes;
    private readonly long _checkpointAt;
    private long _checkpointNotBefore;
    private StoreCopy? _copy;
    private DataStream? _dataStream;
    private LogStream? _logStream;
    private LiteEngine? _engine;

    public Database(DataFile data, LogFile log, CrashPoints crashes, StoreLimits limits, StoreLock? held = null)
    {
        (_data, _log, _lock, _crashes, _checkpointAt) = (data, log, held, crashes, limits.CheckpointAtBytes);
        Pages = new CommittedPages(data, log);
        Journal = new JournalPages(Pages, log);
        try
        {
            CheckIsWhole();
            _ = Engine;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The last commit found no room in the log: the next one begins with a checkpoint.</summary>
    public bool IsLogFull { get; private set; }

    /// <summary>The pages as the last commit left them. Only between commits.</summary>
    public CommittedPages Pages { get; }

    public JournalPages Journal { get; }

    /// <summary>The engine, for reading; opened again after a failure.</summary>
    public LiteEngine Engine => _engine ?? Open();

    /// <summary>Runs <paramref name="write"/> as one commit, which must change something.</summary>
    /// <inheritdoc cref="Commit(Func{Func{LiteEngine, bool}?}, Func{Headroom})"/>
    public void Commit(Action<LiteEngine> write) => Commit(
        () => engine =>
        {
            write(engine);
            return true;
        },
        () => new Headroom(DataFile.ReservePages, 0));

    /// <summary>Returns when the commit is on the disk. Throws <see cref="StoreException"/> when nothing was written.</summary>
    /// <param name="prepare">Adds direct pages to the log, and returns what LiteDB has to write with them: a function that returns false
    /// when it changed nothing, or null. One of the two must change something. </param>
    /// <param name="headroom">Called when all is prepared.</param>
    public void Commit(Func<Func<LiteEngine, bool>?> prepare, Func<Headroom> headroom)
    {
        _crashes.Pass(CrashStep.CommitBegun);
        EnsureInPlace();
        CheckpointWhenDue();
        try
        {
            var engine = Engine;
            if (prepare() is { } write)
                Run(engine, write);
            var isLowOnSpace = !_data.Reserve(Math.Max(_log.LastPendingPage + 1, Pages.Count), headroom());
            SyncLog(isLowOnSpace);
        }
        catch (Exception error)
        {
            Abandon();
            throw error.ToStoreException(_data.Path);
        }
    }

    /// <summary>
    /// Throws <see cref="StoreException"/> when one of the files is no longer where the next start looks for it. Then another process may
    /// have taken the store, so nothing may be acknowledged and nothing may start.
    /// </summary>
    public void EnsureInPlace()
    {
        _data.EnsureInPlace();
        _log.EnsureInPlace();
        _lock?.EnsureInPlace();
    }

    private void Run(LiteEngine engine, Func<LiteEngine, bool> write)
    {
        engine.BeginTrans();
        if (!write(engine))
        {
            // LiteDB writes no page then, so nothing would confirm the transaction.
            engine.Rollback();
            return;
        }
        _logStream!.ExpectConfirmation();
        engine.Commit();
        _logStream.WaitForConfirmation();
        _crashes.Pass(CrashStep.TransactionClosed);
    }

    /// <summary>Begins a copy of the data file, which changes only at checkpoints: none comes until the copy has ended.</summary>
    public StoreCopy BeginCopy()
    {
        if (_copy is { IsRunning: true })
            throw new StoreException(StoreProblem.Io, "another backup of this store is running: wait until it has ended");
        Checkpoint();
        var length = _data.Length;
        return _copy = new StoreCopy((copy, folder, cancellation) => StoreBackup.CopyRunning(_data, length, copy, folder, cancellation));
    }

    /// <summary>Moves all of the log into the data file.</summary>
    public void Checkpoint()
    {
        _copy?.End("the store was closed: try again");
        if (_log.IsEmpty)
            return;
        EnsureInPlace();
        _crashes.Pass(CrashStep.CheckpointBegun);
        try
        {
            Engine.Checkpoint();
            if (!_log.IsEmpty)
                _dataStream!.WriteDirectPages();
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

    // LiteDB keeps its pages of the log in memory, so these count on their own.
    private bool IsLogLong => (long)_log.PageCount * LogFormat.PageSize >= _checkpointAt
        || (_log.Tail >= _checkpointAt && (_log.Commits >= MinCommits || _log.Tail >= MaxLogFactor * _checkpointAt));

    private void CheckpointWhenDue()
    {
        if (!IsLogFull && (!IsLogLong || _log.Tail < _checkpointNotBefore))
            return;
        if (_copy is { IsRunning: true } copy)
        {
            if (!IsLogFull && _log.Tail < CopyLogFactor * _checkpointAt)
                return;
            copy.End("the log was full before the copy was complete: try again when less is written, or copy to a faster disk");
        }
        try
        {
            Checkpoint();
            (_checkpointNotBefore, IsLogFull) = (0, false);
        }
        catch (StoreException error) when (error.Problem == StoreProblem.Full)
        {
            // The commit may still fit into the log. Another try at every commit would only cost time.
            _checkpointNotBefore = _log.Tail + (_checkpointAt / 8);
        }
    }

    /// <param name="isLowOnSpace">The disk has too little room: the data file needs what the log would take.</param>
    private void SyncLog(bool isLowOnSpace)
    {
        if (isLowOnSpace && _log.MustGrow && _log.Commits > 0)
        {
            IsLogFull = true;
            throw DiskErrors.Full(_log.Path);
        }
        try
        {
            _log.Sync(isLowOnSpace);
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
        _logStream = new LogStream(_log, Journal.OnPageWritten);
        try
        {
            _log.Repair();
            return _engine = new LiteEngine(new EngineSettings { DataStream = _dataStream, LogStream = _logStream });
        }
        catch (Exception error) when (error is not StoreException)
        {
            Close();
            throw error.ToReadException(_data.Path);
        }
    }

    /// <summary>The last page in use, by the header page.</summary>
    public static uint LastPageOf(byte[] header) => BitConverter.ToUInt32(header, LastPageOffset);

    private void Abandon()
    {
        Close();
        Journal.ForgetLinks();
        _log.DiscardPending();
        try
        {
            _log.Repair();
        }
        catch (IOException)
        {
            // The next use of the engine repairs the log, or fails.
        }
    }

    private void Close()
    {
        _dataStream?.Detach();
        _logStream?.Detach();
        _engine?.Dispose();
        _engine = null;
    }

    /// <summary>Every page that the header counts must be in the file, or in the log when a checkpoint did not finish.</summary>
    private void CheckIsWhole()
    {
        var header = new byte[LogFormat.PageSize];
        if (Pages.Read(0, header) == PageCondition.Missing)
            throw DataFile.Damaged(_data.Path, $"it has {_data.Length} bytes but no header");
        Pages.Require(0, header);
        if (!header.AsSpan(MagicOffset).StartsWith("** This is a LiteDB file **"u8))
            throw DataFile.Damaged(_data.Path, "it is not a LiteDB file");
        var last = LastPageOf(header);
        var present = _data.PageCount;
        for (var page = present; page <= last; page++)
        {
            if (!_log.HasPage((int)page))
                throw DataFile.Damaged(_data.Path, $"it ends at page {present} of {(long)last + 1}");
        }
    }
}
