using System.Security.Cryptography;
using DarkLang.Runtime.Storage.Disk;
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

    /// <summary>What is wrong with two files that are sound on their own.</summary>
    public const string NotOfOneTime =
        "do not belong together: one of them is older than the other or from another store, so what was stored in between is missing";

    private const string Unfinished = ".new";

    /// <summary>How the names of all files and folders in the folder of a store begin.</summary>
    private static readonly string[] Prefixes = ["store.", "control.", "rebuil"];

    /// <summary>Makes this process the owner of a store. Throws <see cref="StoreException"/> when another one is, or the files are not the
    /// user's.</summary>
    /// <inheritdoc cref="StoreLock.Take"/>
    public static StoreLock Lock(string directory, StoreOwner owner, HolderWait? wait = null)
    {
        OwnFiles.EnsureFolder(directory, Prefixes);
        return StoreLock.Take(Path.Combine(directory, LockName), owner, wait);
    }

    public static (DataFile Data, LogFile Log) OpenFiles(string directory, CrashPoints crashes)
    {
        RebuiltFiles.Install(directory, crashes);
        var (dataPath, logPath) = (Path.Combine(directory, DataName), Path.Combine(directory, LogName));
        if (!File.Exists(logPath))
        {
            if (File.Exists(dataPath))
                throw Missing(logPath, dataPath);
            CreateFile(logPath, directory, file => LogFile.Format(file, StoreLimits.Default.FirstLogBytes, NewStamp()));
            crashes.Pass(CrashStep.LogMade);
        }
        var log = LogFile.Open(DiskFile.Open(logPath), crashes);
        try
        {
            if (!File.Exists(dataPath))
            {
                if (!log.IsNew)
                    throw Missing(dataPath, logPath);
                CreateFile(dataPath, directory, file => DataFile.Format(file, NewImage(), log.Stamp));
                crashes.Pass(CrashStep.DataMade);
            }
            var data = DataFile.Open(DiskFile.Open(dataPath));
            if (!log.Matches(data.Stamp))
                throw Mixed(data, log);
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
            using var file = DiskFile.Open(Path.Combine(directory, name));
            file.Sync();
        }
        Libc.SyncFolder(directory);
    }

    /// <summary>Creates a log for a data file that holds everything.</summary>
    public static void CreateEmptyLog(string directory)
    {
        using var data = DataFile.Open(DiskFile.Open(Path.Combine(directory, DataName)));
        using var log = DiskFile.Create(Path.Combine(directory, LogName));
        LogFile.Format(log, StoreLimits.Default.FirstLogBytes, data.Stamp);
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
        using (var file = DiskFile.Replace(unfinished))
        {
            fill(file);
            file.Sync();
        }
        File.Move(unfinished, path);
        Libc.SyncFolder(directory);
    }

    private static uint NewStamp() => (uint)RandomNumberGenerator.GetInt32(int.MaxValue);

    private static StoreException Mixed(DataFile data, LogFile log)
    {
        var (dataPath, logPath) = (data.Path, log.Path);
        data.Dispose();
        return new StoreException(StoreProblem.Damaged, $"{dataPath} and {logPath} {NotOfOneTime}. Nothing was changed: {DataFile.Advice}");
    }

    private static StoreException Missing(string path, string other) => new(
        StoreProblem.Damaged,
        $"{path} is missing, and it belongs to {other}: restore both from a backup, or move {other} away to begin with an empty store");
}
