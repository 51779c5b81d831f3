using Microsoft.Win32.SafeHandles;

namespace DarkLang.Runtime.Storage.Disk;

/// <summary>
/// The name of an open file. A file that was removed, moved or replaced still accepts every write, and the data would never be found
/// again. Where the system does not say which file a name stands for, only a missing file is noticed.
/// </summary>
internal sealed class FilePlace(string path, SafeFileHandle file)
{
    private readonly FileIdentity? _opened = OperatingSystem.IsLinux() ? FileStatus.Of(file).Identity : null;

    /// <summary>Whether the name still stands for the open file.</summary>
    public bool IsCurrent => _opened is null ? File.Exists(path) : FileStatus.Of(path)?.Identity == _opened;

    /// <summary>Throws <see cref="StoreException"/> when the name no longer stands for the open file.</summary>
    public void EnsureCurrent()
    {
        if (IsCurrent)
            return;
        var whatHappened = Path.Exists(path)
            ? $"{path} was replaced by another file while dark runs, so nothing can be stored: put back the file that was there, "
                + "or stop dark and start it again with the files that are there now"
            : $"{path} was removed or moved away while dark runs, so nothing can be stored: put it back, or stop dark";
        throw new StoreException(StoreProblem.Io, whatHappened);
    }
}
