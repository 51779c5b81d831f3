using DarkLang.Runtime.Storage.LiteDb.Files;
using LiteDB;
using LiteDB.Engine;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// The files of a store and how they come to be. The log is made first and says that it is unborn; only when the data file stands under its name
/// is the log born. So a crash in between is told from a file that went missing, which is never replaced.
/// </summary>
internal static class StoreFolder
{
    public const string LockName = "store.lock";
    public const string DataName = "store.db";
    public const string LogName = "store.log";

    private const string Unfinished = ".new";

    /// <summary>Events may hold what is nobody else's business: a folder that is made here is its owner's only.</summary>
    public static void Create(string directory)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public static (DataFile Data, LogFile Log) OpenFiles(string directory, CrashPoints crashes)
    {
        RebuiltFiles.Install(directory, crashes);
        var (dataPath, logPath) = (Path.Combine(directory, DataName), Path.Combine(directory, LogName));
        if (!File.Exists(logPath))
        {
            if (File.Exists(dataPath))
                throw Missing(logPath, dataPath);
            Make(logPath, directory, file => LogFile.Format(file, StoreLimits.Default.FirstLogBytes));
            crashes.Pass(CrashStep.LogMade);
        }

        var log = LogFile.Open(new DiskFile(logPath, FileMode.Open), crashes);
        try
        {
            if (!File.Exists(dataPath))
            {
                if (!log.IsUnborn)
                    throw Missing(dataPath, logPath);
                Make(dataPath, directory, file => DataFile.Format(file, NewImage()));
                crashes.Pass(CrashStep.DataMade);
            }

            var data = OpenData(dataPath);
            if (log.IsUnborn)
                log.Cut();
            crashes.Pass(CrashStep.StoreMade);
            return (data, log);
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>Fails when only one of the two files is there.</summary>
    public static void EnsureBoth(string directory)
    {
        var (data, log) = (Path.Combine(directory, DataName), Path.Combine(directory, LogName));
        if (!File.Exists(log))
            throw Missing(log, data);
        if (!File.Exists(data))
            throw Missing(data, log);
    }

    /// <summary>A log beside a data file that holds everything.</summary>
    public static void MakeEmptyLog(string directory)
    {
        using var log = new DiskFile(Path.Combine(directory, LogName), FileMode.CreateNew);
        LogFile.Format(log, StoreLimits.Default.FirstLogBytes);
        LogFile.Open(log, CrashPoints.None).Cut();
    }

    /// <summary>The bytes of a data file with every collection and nothing in them.</summary>
    public static byte[] NewImage()
    {
        var data = new MemoryStream();
        using (var engine =
            new LiteEngine(new EngineSettings { DataStream = data, LogStream = new MemoryStream(), Collation = Collation.Binary }))
        {
            engine.Pragma(Pragmas.CHECKPOINT, 0);
            foreach (var collection in Documents.Collections)
                engine.Insert(collection, [], BsonAutoId.Int32);
            new Meta(Low: 1, CountedTo: 0).Write(engine);
            engine.Checkpoint();
        }

        return data.ToArray();
    }

    private static DataFile OpenData(string path)
    {
        var file = new DiskFile(path, FileMode.Open);
        try
        {
            return DataFile.Open(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static void Make(string path, string directory, Action<IBlockFile> fill)
    {
        var unfinished = path + Unfinished;
        using (var file = new DiskFile(unfinished, FileMode.Create))
        {
            fill(file);
            file.Sync();
        }

        File.Move(unfinished, path);
        Libc.SyncFolder(directory);
    }

    private static StoreException Missing(string path, string other) =>
        new(
            StoreProblem.Damaged,
            $"{path} is missing beside {other}: the two belong together; put back both from a backup, or move {other} away to begin with an empty store");
}
