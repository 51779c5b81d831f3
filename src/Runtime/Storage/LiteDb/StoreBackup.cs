using DarkLang.Runtime.Storage.LiteDb.Files;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// A folder with a store of its own, as another one was at a moment. It is written under another name, opened and read from beginning to end, and
/// only then gets its own: what stands under that name is whole.
/// </summary>
public static class StoreBackup
{
    private const string Unfinished = "unfinished";

    /// <param name="target">The folder to be made; must not be there.</param>
    /// <param name="copy">Copies the files of the store into the folder that it is given.</param>
    /// <exception cref="StoreException">It can't be written, or what was copied can't be opened; nothing is left then.</exception>
    /// <returns>What was read in the copy. Damage in it is damage of the store.</returns>
    public static async Task<StoreReport> Make(string target, StoreOwner by, Func<string, Task> copy)
    {
        var unfinished = $"{target}.{by.ProcessId}.{Unfinished}";
        try
        {
            StoreFolder.Create(unfinished);
            await copy(unfinished).ConfigureAwait(false);
            var report = StoreExamination.ReadCopy(unfinished, target, by);
            if (!report.Readable)
                throw new StoreException(StoreProblem.Damaged, $"no backup was made, because nobody could open it: {report.Damage[0]}");
            Seal(unfinished, target);
            return report;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(target, error);
        }
        finally
        {
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
        }
    }

    /// <summary>Copies the files of a store that nobody holds.</summary>
    /// <exception cref="StoreException">Another process holds the store.</exception>
    public static void CopyAtRest(string directory, string folder, StoreOwner by)
    {
        using var held = StoreLock.Take(Path.Combine(directory, StoreFolder.LockName), by);
        RebuiltFiles.Install(directory, CrashPoints.None);
        foreach (var name in new[] { StoreFolder.DataName, StoreFolder.LogName })
        {
            if (File.Exists(Path.Combine(directory, name)))
                File.Copy(Path.Combine(directory, name), Path.Combine(folder, name));
        }
    }

    internal static StoreException NotWritten(string target, Exception error) =>
        new(error.ToStoreException(target).Problem, $"no backup was made, because {target} can't be written: {error.Message}", error);

    private static void Seal(string unfinished, string target)
    {
        File.Delete(Path.Combine(unfinished, StoreFolder.LockName));
        foreach (var name in new[] { StoreFolder.DataName, StoreFolder.LogName })
        {
            using var file = new DiskFile(Path.Combine(unfinished, name), FileMode.Open);
            file.Sync();
        }

        Libc.SyncFolder(unfinished);
        Directory.Move(unfinished, target);
        Libc.SyncFolder(Path.GetDirectoryName(target)!);
    }
}
