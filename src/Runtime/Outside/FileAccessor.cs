using DarkLang.Lang.Evaluation.Outside;

namespace DarkLang.Runtime.Outside;

/// <summary>Reads and writes files for handlers, below the allowed folders.</summary>
internal sealed class FileAccessor(OutsideOptions options)
{
    private const int MaxBytes = 1024 * 1024;
    private const int MaxNames = 10_000;

    public FileAnswer Do(FileCall call)
    {
        try
        {
            var path = Resolve(Path.GetFullPath(call.Path));
            if (!options.Folders.Any(folder => IsBelow(path, Resolve(Path.GetFullPath(folder)))))
                throw NotAllowed.Of($"{call.Path} may not be reached", options.Folders, "--allow-files", "FOLDER");
            return call.Action switch
            {
                FileAction.List => List(call.Path, path),
                FileAction.Exists => Done(exists: Path.Exists(path)),
                FileAction.Read => Read(call.Path, path),
                FileAction.Write => Write(path, call.Content!),
                FileAction.Append => Append(path, call.Content!),
                FileAction.Delete => Delete(call.Path, path),
                _ => throw new UnreachableException(),
            };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new FileAnswer.Failed($"{call.Path}: {Why(failure)}");
        }
    }

    private static FileAnswer List(string given, string path)
    {
        if (!Directory.Exists(path))
            return new FileAnswer.Failed($"there is no folder {given}");
        var names = Directory.EnumerateFileSystemEntries(path).Take(MaxNames + 1).Select(entry => Path.GetFileName(entry)).ToList();
        return names.Count > MaxNames
            ? new FileAnswer.Failed($"the folder {given} has more than {MaxNames} entries")
            : Done(names: [.. names.Order(StringComparer.Ordinal)]);
    }

    private static FileAnswer Read(string given, string path)
    {
        if (!File.Exists(path))
            return new FileAnswer.Failed($"there is no file {given}");
        using var file = File.OpenRead(path);
        var content = new byte[MaxBytes + 1];
        var length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return length > MaxBytes ? new FileAnswer.Failed($"{given} is larger than 1 MB") : Done(content: content[..length]);
    }

    // A reader, and a crash at any moment, finds the old content or the new one.
    private static FileAnswer.Done Write(string path, byte[] content)
    {
        var temporary = $"{path}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.tmp";
        try
        {
            WriteAndSync(temporary, FileMode.Create, content);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
        return Done();
    }

    private static FileAnswer.Done Append(string path, byte[] content)
    {
        WriteAndSync(path, FileMode.Append, content);
        return Done();
    }

    private static void WriteAndSync(string path, FileMode mode, byte[] content)
    {
        using var file = new FileStream(path, mode, FileAccess.Write);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    private static FileAnswer Delete(string given, string path)
    {
        if (Directory.Exists(path))
            return new FileAnswer.Failed($"{given} is a folder, and only files are deleted");
        var exists = File.Exists(path);
        File.Delete(path);
        return Done(exists: exists);
    }

    private static FileAnswer.Done Done(byte[]? content = null, IReadOnlyList<string>? names = null, bool exists = true) =>
        new(content ?? [], names ?? [], exists);

    /// <summary>Resolves the links of a path, as far as it exists: what doesn't exist yet can't be a link.</summary>
    private static string Resolve(string path)
    {
        var parent = Path.GetDirectoryName(path);
        if (parent is null)
            return path;
        var place = Path.Combine(Resolve(parent), Path.GetFileName(path));
        return new FileInfo(place).LinkTarget is { } target ? Resolve(Path.GetFullPath(target, Path.GetDirectoryName(place)!)) : place;
    }

    private static bool IsBelow(string path, string folder) =>
        path.StartsWith(folder.EndsWith('/') ? folder : folder + "/", StringComparison.Ordinal) || path == folder;

    private static string Why(Exception failure) => failure switch
    {
        UnauthorizedAccessException => "this user may not do that",
        DirectoryNotFoundException => "there is no such folder",
        _ => failure.Message,
    };
}
