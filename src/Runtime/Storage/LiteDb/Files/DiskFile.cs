using Microsoft.Win32.SafeHandles;

namespace DarkLang.Runtime.Storage.LiteDb.Files;

internal sealed class DiskFile(string path, FileMode mode) : IBlockFile
{
    private readonly SafeFileHandle _handle = File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.Read);

    public string Path { get; } = path;

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
        // A file that was removed or moved still accepts every write, and the data would never be found again.
        if (!File.Exists(Path))
            throw new StoreException(
                StoreProblem.Io, $"{Path} was removed or moved away while dark runs, so nothing can be stored: put it back, or stop dark");
    }

    public void Dispose() => _handle.Dispose();
}
