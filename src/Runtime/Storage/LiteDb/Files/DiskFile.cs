using DarkLang.Runtime.Storage.Disk;
using Microsoft.Win32.SafeHandles;

namespace DarkLang.Runtime.Storage.LiteDb.Files;

internal sealed class DiskFile : IBlockFile
{
    private readonly FileStream _file;
    private readonly SafeFileHandle _handle;
    private readonly FilePlace _place;

    private DiskFile(string path, FileStream file)
    {
        (Path, _file, _handle) = (path, file, file.SafeFileHandle);
        _place = new FilePlace(path, _handle);
    }

    /// <summary>Opens an existing file.</summary>
    public static DiskFile Open(string path) => new(path, OwnFiles.Open(path, FileShare.Read));

    /// <summary>Creates a file that does not exist.</summary>
    public static DiskFile Create(string path) => new(path, OwnFiles.Create(path, FileShare.Read));

    /// <summary>Creates a file in place of one that a crash left.</summary>
    public static DiskFile Replace(string path) => new(path, OwnFiles.Replace(path, FileShare.Read));

    public string Path { get; }

    public long Length => RandomAccess.GetLength(_handle);

    public int Read(Span<byte> buffer, long offset)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var read = RandomAccess.Read(_handle, buffer[total..], offset + total);
            if (read == 0)
                break;
            total += read;
        }
        return total;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(_handle, bytes, offset);

    public void Reserve(long bytes) => Libc.Reserve(_handle, bytes);

    public void Sync()
    {
        Libc.SyncData(_handle);
        EnsureInPlace();
    }

    public void EnsureInPlace() => _place.EnsureCurrent();

    public void Dispose() => _file.Dispose();
}
