using System.Diagnostics;
using DarkLang.Runtime.Storage.Disk;

namespace DarkLang.Runtime.Storage.LiteDb.Files;

/// <summary>
/// Makes one process the owner of a store. The lock is the operating system's and ends with the process, so a lock file that is left behind
/// means nothing. LiteDB's own sharing loses writes on Linux.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private const int Attempts = 20;
    private const int MaxOwnerBytes = 16 * 1024;

    private readonly FileStream _file;
    private readonly FilePlace _place;

    private StoreLock(string path, FileStream file) => (_file, _place) = (file, new FilePlace(path, file.SafeFileHandle));

    /// <param name="wait">How to wait for a command that holds the store for a moment; null: not at all.</param>
    public static StoreLock Take(string path, StoreOwner owner, HolderWait? wait = null)
    {
        var file = OpenAlone(path, wait);
        try
        {
            file.SetLength(0);
            file.Write(JsonSerializer.SerializeToUtf8Bytes(owner, OwnerJson.Default.StoreOwner));
            file.Flush();
            return new StoreLock(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Returns the owner of the store; null when it has none. The process id of an owner that is just starting may be 0.</summary>
    public static StoreOwner? FindHolder(string path)
    {
        if (!OwnFiles.IsOwn(path))
            return null;
        try
        {
            using var free = File.OpenHandle(path);
            return null;
        }
        catch (IOException)
        {
            return TryRead(path) ?? new StoreOwner(0, "", default, "", null);
        }
    }

    /// <inheritdoc cref="FilePlace.EnsureCurrent"/>
    public void EnsureInPlace() => _place.EnsureCurrent();

    public void Dispose() => _file.Dispose();

    private static FileStream OpenAlone(string path, HolderWait? wait)
    {
        var spin = default(SpinWait);
        var begun = Stopwatch.GetTimestamp();
        var hasReported = false;
        StoreOwner? last = null;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Path.Exists(path) ? OwnFiles.Open(path, FileShare.None) : OwnFiles.Create(path, FileShare.None);
            }
            catch (IOException error) when (File.Exists(path) && error.ToStoreException(path).Problem == StoreProblem.Io)
            {
                // FindHolder of another process locks the file for a moment too, and a new owner may not have written yet who it is.
                if (attempt >= Attempts)
                {
                    var holder = TryRead(path);
                    // Where commands take turns, the next one has often not written yet who it is. Each of them has its time.
                    if (holder is not null && holder != last)
                        (last, begun) = (holder, Stopwatch.GetTimestamp());
                    if (wait is null || holder?.IsBrief == false || Stopwatch.GetElapsedTime(begun) >= wait.Timeout)
                        throw new StoreException(StoreProblem.Held, Describe(path, holder), error);
                    if (!hasReported && holder is not null)
                        wait.OnWait(holder);
                    hasReported |= holder is not null;
                }
                spin.SpinOnce(sleep1Threshold: 1);
            }
        }
    }

    private static string Describe(string path, StoreOwner? owner) =>
        $"the store at {Path.GetDirectoryName(path)} is held by " + owner switch
        {
            null => "another process; stop it first",
            { IsBrief: true } =>
                $"process {owner.ProcessId} on {owner.Host}, {owner.Canvas}, since {owner.Started:u}; try again when it has ended",
            _ => $"process {owner.ProcessId} on {owner.Host}, which has been running {owner.Canvas} since {owner.Started:u}; stop it first",
        };

    private static StoreOwner? TryRead(string path)
    {
        try
        {
            using var file = OperatingSystem.IsLinux() ? Libc.OpenToRead(path) : File.OpenHandle(path, share: FileShare.ReadWrite);
            var buffer = new byte[MaxOwnerBytes];
            var length = RandomAccess.Read(file, buffer, 0);
            return JsonSerializer.Deserialize(Encoding.UTF8.GetString(buffer, 0, length), OwnerJson.Default.StoreOwner);
        }
        catch (Exception error) when (error is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(StoreOwner))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class OwnerJson : JsonSerializerContext;
