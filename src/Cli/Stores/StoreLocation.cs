namespace DarkLang.Cli.Stores;

/// <summary>Finds the store of a canvas: there is one per canvas, in <c>.dark/</c> beside it.</summary>
internal static class StoreLocation
{
    private const string Folder = ".dark";

    public static string OfCanvas(Shell shell, string canvasFile, string? data)
    {
        if (Given(shell, data) is { } given)
            return given;
        var file = Path.GetFullPath(canvasFile, shell.Folder);
        var name = Path.GetExtension(file) == ".dark" ? Path.GetFileNameWithoutExtension(file) : Path.GetFileName(file);
        return Path.Combine(FolderIn(shell, Path.GetDirectoryName(file)!), name);
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
            ? Path.Combine(Path.GetDirectoryName(folder)!, Path.GetFileName(store) + ".dark")
            : null;
        return File.Exists(canvas) ? $"dark run {shell.DisplayPath(canvas)}" : $"dark run FILE --data {shell.DisplayPath(store)}";
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
        "add one of " + string.Join(", ", stores.Select(store => "--data " + shell.DisplayPath(store))));
}
