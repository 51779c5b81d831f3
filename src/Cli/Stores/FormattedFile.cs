using System.Text;

namespace DarkLang.Cli.Stores;

/// <summary>Replaces a file as a whole: whoever reads it, or crashes meanwhile, finds the old text or the new one.</summary>
internal static class FormattedFile
{
    private static UTF8Encoding Utf8 { get; } = new(encoderShouldEmitUTF8Identifier: false);

    public static bool Holds(string path, string text) => File.ReadAllBytes(path).AsSpan().SequenceEqual(Utf8.GetBytes(text));

    public static void Write(string path, string text)
    {
        // A link stays one: what it points to is replaced.
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        // Replacing needs no right to the file itself, so a file that may not be written is asked first.
        using (new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
        }
        var beside = $"{target}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write))
            {
                file.Write(Utf8.GetBytes(text));
                file.Flush(flushToDisk: true);
            }
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(beside, File.GetUnixFileMode(target));
            File.Move(beside, target, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
