using DarkLang.Runtime.Storage.Disk;
using DarkLang.Runtime.Storage.LiteDb.Files;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// A folder with a copy of a store. It is written under a temporary name, then opened and read from beginning to end, and only then
/// renamed: a folder with the final name is whole.
/// </summary>
public static class StoreBackup
{
    private const string Unfinished = "unfinished";
    private const int CopyPortion = 1 << 20;

    /// <param name="target">The folder to be created; must not exist.</param>
    /// <param name="copy">Copies the files of the store into a folder.</param>
    /// <exception cref="StoreException">The copy can't be written or opened. Nothing of it is left.</exception>
    /// <returns>What was read from the copy. Damage in it is damage of the store.</returns>
    public static async Task<StoreReport> Make(string target, StoreOwner by, Func<string, Task> copy)
    {
        var unfinished = $"{target}.{by.ProcessId}.{Unfinished}";
        try
        {
            OwnFiles.CreateFolder(unfinished);
            await copy(unfinished).ConfigureAwait(false);
            var report = StoreExamination.ReadCopy(unfinished, target, by);
            if (!report.Readable)
                throw new StoreException(StoreProblem.Damaged, $"no backup was made, because the copy can't be opened: {report.Damage[0]}");
            StoreFolder.Seal(unfinished);
            Directory.Move(unfinished, target);
            Libc.SyncFolder(Path.GetDirectoryName(target)!);
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

    /// <summary>Copies the files of a store that no process holds.</summary>
    /// <exception cref="StoreException">Another process holds the store.</exception>
    public static void CopyClosed(string directory, string folder, StoreOwner by)
    {
        using var held = StoreFolder.Lock(directory, by);
        RebuiltFiles.Install(directory, CrashPoints.None);
        foreach (var name in StoreFolder.FileNames.Where(name => File.Exists(Path.Combine(directory, name))))
            File.Copy(Path.Combine(directory, name), Path.Combine(folder, name));
    }

    /// <summary>Copies the data file of a store in use, up to the length that it had at the beginning, and adds an empty log.</summary>
    internal static void CopyRunning(DataFile data, long length, StoreCopy copy, string folder, CancellationToken cancellation)
    {
        try
        {
            using (var file = DiskFile.Create(Path.Combine(folder, StoreFolder.DataName)))
            {
                var buffer = new byte[CopyPortion];
                for (var offset = 0L; offset < length;)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var wanted = (int)Math.Min(buffer.Length, length - offset);
                    var count = copy.Read(() => data.ReadRaw(buffer.AsSpan(0, wanted), offset));
                    if (count == 0)
                        throw new StoreException(
                            StoreProblem.Damaged, $"no backup was made: {data.Path} ends at byte {offset} of {length}");
                    file.Write(buffer.AsSpan(0, count), offset);
                    offset += count;
                }
                file.Sync();
            }
            StoreFolder.CreateEmptyLog(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(folder, error);
        }
    }

    private static StoreException NotWritten(string target, Exception error) =>
        new(error.ToStoreException(target).Problem, $"no backup was made, because {target} can't be written: {error.Message}", error);
}
