namespace DarkLang.Cli.Stores;

/// <summary>Replaces the contents of a file as a whole: a reader, or a crash, leaves the old contents or the new.</summary>
internal static class FileReplacement
{
    public static void Write(string path, ReadOnlySpan<byte> contents)
    {
        // A link stays a link: the file it points to is replaced.
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        // A replacement needs no right to the file itself, so this checks that it may be written.
        using (new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
        }
        var temporary = $"{target}.{Environment.ProcessId}.tmp";
        try
        {
            File.Delete(temporary);
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(contents);
                file.Flush(flushToDisk: true);
            }
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
