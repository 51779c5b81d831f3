using DarkLang.Runtime.Control;

namespace DarkLang.Cli.Stores;

/// <summary>Where the store of a canvas lies: one store per canvas, in <c>.dark/</c> beside it.</summary>
internal static class StoreLocation
{
    private const string Folder = ".dark";

    public static string OfCanvas(Shell shell, string canvasFile, string? data)
    {
        if (Given(shell, data) is { } given)
            return given;
        var file = Path.GetFullPath(canvasFile, shell.Folder);
        var name = Path.GetExtension(file) == ".dark" ? Path.GetFileNameWithoutExtension(file) : Path.GetFileName(file);
        return Path.Combine(Path.GetDirectoryName(file)!, Folder, name);
    }

    /// <summary>The store a command without a canvas is about: the one given, the only one here, or the only one that runs.</summary>
    public static async Task<string> Find(Shell shell, string? data, CancellationToken cancellation)
    {
        if (Given(shell, data) is { } given)
            return given;
        var here = Path.Combine(shell.Folder, Folder);
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

    /// <summary>The command that starts the canvas of a store, as far as its folder tells.</summary>
    public static string StartCommand(Shell shell, string store)
    {
        var folder = Path.GetDirectoryName(store);
        var canvas = folder is not null
            && Path.GetFileName(folder) == Folder ? Path.Combine(Path.GetDirectoryName(folder)!, Path.GetFileName(store) + ".dark") : null;
        return File.Exists(canvas)
            ? "dark run " + shell.Shown(canvas)
            : "dark run FILE --data " + shell.Shown(store);
    }

    private static string? Given(Shell shell, string? data)
    {
        var given = string.IsNullOrEmpty(data) ? shell.Environment("DARK_DATA") : data;
        return string.IsNullOrEmpty(given) ? null : Path.GetFullPath(given, shell.Folder);
    }

    private static CommandFailure Ambiguous(Shell shell, IReadOnlyList<string> stores, int live) => new(
        ExitCode.Usage,
        $"{(live == 0 ? "several canvases have run" : $"{live} canvases run")} in this folder: which one is meant?",
        "add one of " + string.Join(", ", stores.Select(store => "--data " + shell.Shown(store))));
}
