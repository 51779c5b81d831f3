using DarkLang.Runtime.Storage.LiteDb.Files;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// Puts two new files in the place of two old ones as if it were one step. They are made in a folder beside; the rename of that folder is the
/// moment from which they count, and whoever opens the store next brings to its end what was begun.
/// </summary>
internal static class RebuiltFiles
{
    public const string Before = ".before-rebuild";

    private const string Unfinished = "rebuilding";
    private const string Finished = "rebuilt";

    private static readonly string[] Names = [StoreFolder.DataName, StoreFolder.LogName];

    /// <summary>An empty folder for the new files; one that a crash left is emptied.</summary>
    public static string Begin(string directory)
    {
        var unfinished = Path.Combine(directory, Unfinished);
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        StoreFolder.Create(unfinished);
        return unfinished;
    }

    /// <summary>Nothing came of the new files: the room that they take is given back.</summary>
    public static void Abandon(string directory)
    {
        try
        {
            if (Directory.Exists(Path.Combine(directory, Unfinished)))
                Directory.Delete(Path.Combine(directory, Unfinished), recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next rebuild empties it; why this one failed is what counts.
        }
    }

    /// <summary>The new files are whole and synced: they count from now on.</summary>
    public static void Commit(string directory, CrashPoints crashes)
    {
        var unfinished = Path.Combine(directory, Unfinished);
        File.Delete(Path.Combine(unfinished, StoreFolder.LockName));
        foreach (var name in Names)
        {
            using var file = new DiskFile(Path.Combine(unfinished, name), FileMode.Open);
            file.Sync();
        }

        Libc.SyncFolder(unfinished);
        crashes.Pass(CrashStep.RebuildWritten);
        Directory.Move(unfinished, Path.Combine(directory, Finished));
        Libc.SyncFolder(directory);
        crashes.Pass(CrashStep.RebuildCounts);
        Install(directory, crashes);
    }

    public static bool AreThere(string directory) => Directory.Exists(Path.Combine(directory, Finished));

    /// <summary>Brings a rebuild to its end. May be interrupted anywhere and called again; the store is held.</summary>
    public static void Install(string directory, CrashPoints crashes)
    {
        var finished = Path.Combine(directory, Finished);
        if (!Directory.Exists(finished))
            return;
        foreach (var name in Names)
        {
            var (rebuilt, here) = (Path.Combine(finished, name), Path.Combine(directory, name));
            // Without the new file, the one that is here is the new one already.
            if (!File.Exists(rebuilt))
                continue;
            if (File.Exists(here))
                File.Move(here, here + Before, overwrite: true);
            crashes.Pass(CrashStep.RebuildOldAside);
            File.Move(rebuilt, here);
            crashes.Pass(CrashStep.RebuildInPlace);
        }

        Libc.SyncFolder(directory);
        Directory.Delete(finished);
        Libc.SyncFolder(directory);
    }
}
