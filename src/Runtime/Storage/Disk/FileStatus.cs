using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DarkLang.Runtime.Storage.Disk;

/// <summary>Which file it is, whatever its name. Two files that exist at the same time differ in it.</summary>
internal readonly record struct FileIdentity(ulong Device, ulong Inode);

/// <summary>What the operating system says about a file. Only on Linux: .NET does not offer it.</summary>
/// <param name="Mode">The type of the file and its permissions.</param>
internal readonly partial record struct FileStatus(FileIdentity Identity, uint Owner, int Mode)
{
    private const int Root = 0;
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const int OfHandle = 0x1000;
    private const uint BasicFields = 0x7ff;

    /// <summary>The size of the kernel's structure, which is the same on all processors.</summary>
    private const int Bytes = 256;
    private const int TypeMask = 0xF000;
    private const int Link = 0xA000;
    private const int Folder = 0x4000;
    private const int Regular = 0x8000;
    private const int Socket = 0xC000;
    private const int Sticky = 0x200;
    private const int GroupWrite = 0x10;
    private const int OtherWrite = 0x2;
    private const int ForOthers = 0x3F;

    /// <summary>The user this process acts for.</summary>
    public static uint User => GetUser();

    public bool IsLink => (Mode & TypeMask) == Link;

    public bool IsRegular => (Mode & TypeMask) == Regular;

    public bool IsFolder => (Mode & TypeMask) == Folder;

    public bool IsSocket => (Mode & TypeMask) == Socket;

    /// <summary>Nobody but this user and root, who can do anything anyway, decides what is in it.</summary>
    public bool IsOwn => Owner == User || Owner == Root;

    public bool IsOpenToOthers => (Mode & ForOthers) != 0;

    public bool OthersMayWrite => (Mode & (GroupWrite | OtherWrite)) != 0;

    /// <summary>Everybody may remove or rename what is in this folder.</summary>
    public bool EverybodyMayReplace => (Mode & OtherWrite) != 0 && (Mode & Sticky) == 0;

    /// <summary>Returns the status of the file itself, also of a link; null when there is none.</summary>
    public static FileStatus? Of(string path)
    {
        Span<byte> status = stackalloc byte[Bytes];
        return Read(CurrentFolder, path, NoFollow, BasicFields, status) == 0 ? Parse(status) : null;
    }

    public static FileStatus Of(SafeFileHandle file)
    {
        Span<byte> status = stackalloc byte[Bytes];
        return Read(file, "", OfHandle, BasicFields, status) == 0 ? Parse(status)
            : throw new IOException($"can't find out which file is open: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    private static FileStatus Parse(ReadOnlySpan<byte> status) => new(
        new FileIdentity(MemoryMarshal.Read<ulong>(status[136..]), MemoryMarshal.Read<ulong>(status[32..])),
        MemoryMarshal.Read<uint>(status[20..]),
        MemoryMarshal.Read<ushort>(status[28..]));

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetUser();

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Read(int folder, string path, int flags, uint fields, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Read(SafeFileHandle file, string path, int flags, uint fields, Span<byte> status);
}
