namespace DarkLang.Runtime.Canvases;

/// <summary>A reason why a file can't be part of a canvas. The message names the file.</summary>
public sealed record FileProblem(string Path, string Message, string? Help = null);

/// <summary>The texts of a canvas, and the problems with its files.</summary>
public sealed record CanvasTexts(IReadOnlyList<SourceText> Sources, IReadOnlyList<FileProblem> Problems);

/// <summary>Reads files as texts. It guesses no encoding and replaces no invalid bytes.</summary>
public static class CanvasFiles
{
    public const int MaxFileBytes = 16 * 1024 * 1024;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <param name="paths">The paths as the user gave them, which diagnostics show. A file that is given twice is read once.</param>
    /// <param name="folder">The folder that relative paths start from.</param>
    public static CanvasTexts Read(IEnumerable<string> paths, string folder)
    {
        var sources = new List<SourceText>();
        var problems = new List<FileProblem>();
        foreach (var path in paths.DistinctBy(path => Path.GetFullPath(path, folder)))
        {
            if (ReadBytes(path, Path.GetFullPath(path, folder), out var bytes) is { } unreadable)
                problems.Add(unreadable);
            else if (Decode(path, bytes, out var text) is { } undecodable)
                problems.Add(undecodable);
            else
                sources.Add(new SourceText(path, text));
        }
        return new CanvasTexts(sources, problems);
    }

    private static FileProblem? ReadBytes(string path, string fullPath, out byte[] bytes)
    {
        bytes = [];
        if (Directory.Exists(fullPath))
            return new FileProblem(path, $"{path} is a folder, not a file", HelpForFolder(path, fullPath));
        try
        {
            using var file = new FileStream(fullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            // Does not ask for the length, because a pipe has none.
            using var content = new MemoryStream();
            var block = new byte[64 * 1024];
            for (int count; (count = file.Read(block)) > 0;)
            {
                content.Write(block, 0, count);
                if (content.Length > MaxFileBytes)
                    return new FileProblem(
                        path,
                        $"{path} is larger than {MaxFileBytes / 1024 / 1024} MB",
                        "put data into events, or into files that a handler reads");
            }
            bytes = content.ToArray();
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault switch
            {
                FileNotFoundException or DirectoryNotFoundException =>
                    new FileProblem(path, $"there is no file {path}", HelpForMissing(fullPath)),
                IOException => new FileProblem(path, $"{path} can't be read: {fault.Message}"),
                _ => new FileProblem(path, $"{path} can't be read: permission denied", "check the permissions of the file"),
            };
        }
    }

    private static FileProblem? Decode(string path, byte[] bytes, out string text)
    {
        text = "";
        var content = bytes.AsSpan();
        var skipped = content.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        content = content[skipped..];
        if (content.IndexOf((byte)0) is var zero and >= 0)
            return new FileProblem(
                path,
                $"{path} contains a zero byte {Position(content, zero, skipped)}",
                "a canvas is UTF-8 text: check that this is a text file");
        if (FirstInvalid(content) is { } invalid)
            return new FileProblem(
                path,
                $"{path} is not valid UTF-8 {Position(content, invalid, skipped)}: byte 0x{content[invalid]:X2}",
                "save the file as UTF-8");
        text = Encoding.UTF8.GetString(content);
        return null;
    }

    private static int? FirstInvalid(ReadOnlySpan<byte> content)
    {
        if (System.Text.Unicode.Utf8.IsValid(content))
            return null;
        for (var at = 0; ;)
        {
            if (Rune.DecodeFromUtf8(content[at..], out _, out var length) != System.Buffers.OperationStatus.Done)
                return at;
            at += length;
        }
    }

    private static string Position(ReadOnlySpan<byte> content, int at, int skipped) =>
        $"in line {content[..at].Count((byte)'\n') + 1}, at byte {at + skipped}";

    private static string? HelpForFolder(string path, string fullPath)
    {
        var inside = Directory.EnumerateFiles(fullPath, "*.dark").Order(StringComparer.Ordinal).Take(3).ToList();
        return inside.Count == 0
            ? null : "name its files: " + string.Join(" ", inside.Select(file => Path.Combine(path, Path.GetFileName(file))));
    }

    private static string? HelpForMissing(string fullPath)
    {
        var folder = Path.GetDirectoryName(fullPath);
        if (!Directory.Exists(folder))
            return null;
        var names = Directory.EnumerateFiles(folder, "*.dark").Select(file => Path.GetFileName(file));
        var nearest = Lang.Diagnostics.NearestName.Of(Path.GetFileName(fullPath), names);
        return nearest is null ? null : $"did you mean {nearest}?";
    }
}
