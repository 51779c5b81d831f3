namespace DarkLang.Cli.Stores;

/// <summary>Finds the store of a canvas: there is one per canvas, in <c>.dark/</c> beside it.</summary>
internal static class StoreLocation
{
    private const string Folder = ".dark";

    private const string Extension = ".dark";

    /// <summary>
    /// Returns the store that is named after one of the files, or will be: an existing one before all others, then the first by name. So
    /// neither the order of the files nor another file changes it.
    /// </summary>
    public static string OfCanvas(Shell shell, IReadOnlyList<string> files, string? data)
    {
        if (Given(shell, data) is { } given)
            return given;
        var named = NamedAfter(shell, files);
        return named.Find(LiteDbStore.Exists) ?? named[0];
    }

    /// <summary>
    /// Returns a sentence about stores beside that of a canvas, whose messages the user may miss: those named after its other files, and
    /// for a new store those of canvases that are gone. Returns null if there is none, or the store was named. Call it before the start.
    /// </summary>
    public static string? DescribeOthers(Shell shell, IReadOnlyList<string> files, string store, string? data)
    {
        if (Given(shell, data) is not null)
            return null;
        var others = NamedAfter(shell, files).Where(LiteDbStore.Exists);
        if (!LiteDbStore.Exists(store) && Path.GetDirectoryName(store) is { } folder && Directory.Exists(folder))
            others = others.Concat(Directory.GetDirectories(folder).Where(other => LiteDbStore.Exists(other) && !HasCanvas(other)));
        var paths = others.Where(other => other != store).Distinct().Order(StringComparer.Ordinal).Select(shell.DisplayPath).ToList();
        var (isAre, it) = paths.Count == 1 ? ("is a store", "it") : ("are stores", "one of them");
        return paths is [] ? null
            : $"{string.Join(", ", paths)} {isAre} beside {shell.DisplayPath(store)}, of a canvas or file of another name: what is in {it} "
                + $"is not run here; add --data {ShellWord.Of(paths[0])} to run that";
    }

    /// <summary>Returns the store of a command without a canvas: the given one, the only one here, or the only one in use.</summary>
    public static async Task<string> Find(Shell shell, string? data, CancellationToken cancellation)
    {
        if (Given(shell, data) is { } given)
            return given;
        var here = FolderIn(shell, shell.Folder);
        var stores = Directory.Exists(here) ? Directory.GetDirectories(here).Order(StringComparer.Ordinal).ToList() : [];
        if (stores is [])
            throw new CommandFailure(
                ExitCode.NoRuntime, "no canvas has run in this folder", "start one with `dark run FILE`, or name a store with --data DIR");
        if (stores is [var only])
            return only;
        var live = new List<string>();
        foreach (var store in stores)
        {
            await using var client = await HttpControlClient.TryConnect(store, cancellation);
            if (client is not null)
                live.Add(store);
        }
        return live is [var running] ? running : throw Ambiguous(shell, live.Count > 0 ? live : stores, live.Count);
    }

    /// <summary>Returns the command that starts the canvas of a store, guessed from the folder of the store.</summary>
    public static string StartCommand(Shell shell, string store)
    {
        var folder = Path.GetDirectoryName(store);
        var canvas = folder is not null && Path.GetFileName(folder) == Folder
            ? Path.Combine(Path.GetDirectoryName(folder)!, Path.GetFileName(store) + Extension)
            : null;
        return File.Exists(canvas)
            ? $"dark run {ShellWord.Of(shell.DisplayPath(canvas))}"
            : $"dark run FILE --data {ShellWord.Of(shell.DisplayPath(store))}";
    }

    private static List<string> NamedAfter(Shell shell, IReadOnlyList<string> files) =>
        [.. files.Select(file => NamedAfter(shell, Path.GetFullPath(file, shell.Folder))).Distinct().Order(StringComparer.Ordinal)];

    private static string NamedAfter(Shell shell, string file)
    {
        var name = Path.GetExtension(file) == Extension ? Path.GetFileNameWithoutExtension(file) : Path.GetFileName(file);
        return Path.Combine(FolderIn(shell, Path.GetDirectoryName(file)!), name);
    }

    private static bool HasCanvas(string store)
    {
        var file = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(store))!, Path.GetFileName(store));
        return File.Exists(file) || File.Exists(file + Extension);
    }

    private static string FolderIn(Shell shell, string directory)
    {
        var folder = Path.Combine(directory, Folder);
        return new DirectoryInfo(folder).LinkTarget is not { } target ? folder : throw new CommandFailure(
            ExitCode.Refused,
            $"{shell.DisplayPath(folder)} is a symbolic link to {target}, and dark follows none to its stores",
            "remove the link, or name the store with --data DIR");
    }

    private static string? Given(Shell shell, string? data)
    {
        var given = string.IsNullOrEmpty(data) ? shell.Environment("DARK_DATA") : data;
        return string.IsNullOrEmpty(given) ? null : Path.GetFullPath(given, shell.Folder);
    }

    private static CommandFailure Ambiguous(Shell shell, IReadOnlyList<string> stores, int live) => new(
        ExitCode.Usage, $"{(live == 0 ? "several canvases have run" : $"{live} canvases run")} in this folder: which one do you mean?",
        "add one of " + string.Join(", ", stores.Select(store => "--data " + ShellWord.Of(shell.DisplayPath(store)))));
}
