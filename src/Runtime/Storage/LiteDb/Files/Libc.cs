using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DarkLang.Runtime.Storage.LiteDb.Files;

/// <summary>The few calls that .NET does not offer: a data sync without the file's times, a sync of a folder, a read beside a lock.</summary>
internal static partial class Libc
{
    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;
    private const int KeepSize = 1;

    /// <summary>On Linux one fdatasync, which spares the journal write that fsync makes for the time of change.</summary>
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

    /// <summary>Gives the file blocks behind its end. Does nothing where the file system has no such call.</summary>
    public static void Reserve(SafeFileHandle file, long bytes)
    {
        if (!OperatingSystem.IsLinux() || FAllocate(file, KeepSize, 0, bytes) == 0)
            return;
        var error = Error("keep room for the store");
        if (error.IsFull())
            throw error;
    }

    /// <summary>A new or renamed file survives a power cut only after its folder was synced. Does nothing where folders can't be opened.</summary>
    public static void SyncFolder(string path)
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var folder = OpenToRead(path);
        if (FSync(folder) != 0)
            throw Error($"sync {path}");
    }

    /// <summary>Opens without the advisory lock that .NET takes on every file, so that a locked file can be read.</summary>
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
