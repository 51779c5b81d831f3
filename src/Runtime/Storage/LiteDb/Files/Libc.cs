using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DarkLang.Runtime.Storage.LiteDb.Files;

/// <summary>Calls that .NET does not offer: a sync without the file's times, a sync of a folder, a read of a locked file.</summary>
internal static partial class Libc
{
    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;
    private const int KeepSize = 1;

    /// <summary>On Linux one fdatasync, which saves the write that fsync makes for the file's times.</summary>
    public static void SyncData(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }
        if (FDataSync(file) != 0)
            throw Error("sync");
    }

    /// <summary>Allocates blocks after the end of the file. Does nothing where the file system has no such call.</summary>
    public static void Reserve(SafeFileHandle file, long bytes)
    {
        if (!OperatingSystem.IsLinux() || FAllocate(file, KeepSize, 0, bytes) == 0)
            return;
        var error = Error("reserve room for the store");
        if (error.IsFull())
            throw error;
    }

    /// <summary>A new or renamed file survives a power cut only when its folder is synced. Does nothing outside of Linux.</summary>
    public static void SyncFolder(string path)
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var folder = OpenToRead(path);
        if (FSync(folder) != 0)
            throw Error($"sync {path}");
    }

    /// <summary>Opens a file without the advisory lock that .NET takes, so that a locked file can be read.</summary>
    public static SafeFileHandle OpenToRead(string path)
    {
        var descriptor = Open(path, ReadOnly | CloseOnExec);
        return descriptor < 0 ? throw Error($"open {path}") : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    private static IOException Error(string doing)
    {
        var code = Marshal.GetLastPInvokeError();
        return new IOException($"can't {doing}: {Marshal.GetPInvokeErrorMessage(code)}", code);
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FDataSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static partial int FAllocate(SafeFileHandle file, int mode, long offset, long length);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
