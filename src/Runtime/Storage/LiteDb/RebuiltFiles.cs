using DarkLang.Runtime.Storage.Disk;
using DarkLang.Runtime.Storage.LiteDb.Files;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// Replaces two old files by two new ones as if in one step. The new files are written in a folder beside the old ones. From the rename of
/// that folder on they count, and the next process that opens the store finishes the replacement.
/// </summary>
internal static class RebuiltFiles
{
    public const string OldSuffix = ".before-rebuild";

    private const string Unfinished = "rebuilding";
    private const string Finished = "rebuilt";

    /// <summary>Creates an empty folder for the new files, in place of one that a crash left.</summary>
    public static string Begin(string directory)
    {
        var unfinished = Path.Combine(directory, Unfinished);
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        OwnFiles.CreateFolder(unfinished);
        return unfinished;
    }

    /// <summary>Deletes the new files of a rebuild that failed.</summary>
    public static void Abandon(string directory)
    {
        try
        {
            if (Directory.Exists(Path.Combine(directory, Unfinished)))
                Directory.Delete(Path.Combine(directory, Unfinished), recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next rebuild deletes them. The caller reports why this one failed.
        }
    }

    /// <summary>Syncs the new files and puts them in place of the old ones.</summary>
    public static void Commit(string directory, CrashPoints crashes)
    {
        var unfinished = Path.Combine(directory, Unfinished);
        StoreFolder.Seal(unfinished);
        crashes.Pass(CrashStep.RebuildWritten);
        Directory.Move(unfinished, Path.Combine(directory, Finished));
        Libc.SyncFolder(directory);
        crashes.Pass(CrashStep.RebuildCounts);
        Install(directory, crashes);
    }

    public static bool Exist(string directory) => Directory.Exists(Path.Combine(directory, Finished));

    /// <summary>Finishes the replacement. May be interrupted anywhere and called again. The caller holds the lock of the store.</summary>
    public static void Install(string directory, CrashPoints crashes)
    {
        var finished = Path.Combine(directory, Finished);
        if (!Directory.Exists(finished))
            return;
        foreach (var name in StoreFolder.FileNames)
        {
            var (rebuilt, here) = (Path.Combine(finished, name), Path.Combine(directory, name));
            // Without a file to move, the one that is here is already the new one.
            if (!File.Exists(rebuilt))
                continue;
            if (File.Exists(here))
                File.Move(here, here + OldSuffix, overwrite: true);
            crashes.Pass(CrashStep.RebuildOldAside);
            File.Move(rebuilt, here);
            crashes.Pass(CrashStep.RebuildInPlace);
        }
        Libc.SyncFolder(directory);
        Directory.Delete(finished);
        Libc.SyncFolder(directory);
    }
}
