using DarkLang.Runtime.Storage.LiteDb.Files;
using LiteDB;
using LiteDB.Engine;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// The files of a store and how they are created. The log comes first, marked as new; the mark goes when the data file exists. So a crash
/// in between differs from a data file that went missing, which is never replaced.
/// </summary>
internal static class StoreFolder
{
    public const string LockName = "store.lock";
    public const string DataName = "store.db";
    public const string LogName = "store.log";

    public static readonly string[] FileNames = [DataName, LogName];

    private const string Unfinished = ".new";

    /// <summary>Creates a folder that only its owner can read, since events may be confidential.</summary>
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
            CreateFile(logPath, directory, file => LogFile.Format(file, StoreLimits.Default.FirstLogBytes));
            crashes.Pass(CrashStep.LogMade);
        }
        var log = LogFile.Open(new DiskFile(logPath, FileMode.Open), crashes);
        try
        {
            if (!File.Exists(dataPath))
            {
                if (!log.IsNew)
                    throw Missing(dataPath, logPath);
                CreateFile(dataPath, directory, file => DataFile.Format(file, NewImage()));
                crashes.Pass(CrashStep.DataMade);
            }
            var data = DataFile.Open(new DiskFile(dataPath, FileMode.Open));
            if (log.IsNew)
                log.Reset();
            crashes.Pass(CrashStep.StoreMade);
            return (data, log);
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>Throws <see cref="StoreException"/> when one of the two files is missing.</summary>
    public static void EnsureBoth(string directory)
    {
        var (data, log) = (Path.Combine(directory, DataName), Path.Combine(directory, LogName));
        if (!File.Exists(log))
            throw Missing(log, data);
        if (!File.Exists(data))
            throw Missing(data, log);
    }

    /// <summary>Syncs the files of a store that is complete, and removes its lock file.</summary>
    public static void Seal(string directory)
    {
        File.Delete(Path.Combine(directory, LockName));
        foreach (var name in FileNames)
        {
            using var file = new DiskFile(Path.Combine(directory, name), FileMode.Open);
            file.Sync();
        }
        Libc.SyncFolder(directory);
    }

    /// <summary>Creates a log for a data file that holds everything.</summary>
    public static void CreateEmptyLog(string directory)
    {
        using var log = new DiskFile(Path.Combine(directory, LogName), FileMode.CreateNew);
        LogFile.Format(log, StoreLimits.Default.FirstLogBytes);
        LogFile.Open(log, CrashPoints.None).Reset();
    }

    /// <summary>Returns the bytes of a data file with all collections, which are empty.</summary>
    public static byte[] NewImage()
    {
        var data = new MemoryStream();
        var settings = new EngineSettings { DataStream = data, LogStream = new MemoryStream(), Collation = Collation.Binary };
        using (var engine = new LiteEngine(settings))
        {
            engine.Pragma(Pragmas.CHECKPOINT, 0);
            foreach (var collection in Documents.Collections)
                engine.Insert(collection, [], BsonAutoId.Int32);
            new Meta(Low: 1, CountedTo: 0).Write(engine);
            engine.Checkpoint();
        }
        return data.ToArray();
    }

    private static void CreateFile(string path, string directory, Action<IBlockFile> fill)
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

    private static StoreException Missing(string path, string other) => new(
        StoreProblem.Damaged,
        $"{path} is missing, and it belongs to {other}: restore both from a backup, or move {other} away to begin with an empty store");
}
