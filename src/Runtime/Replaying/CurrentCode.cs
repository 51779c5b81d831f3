using DarkLang.Runtime.Canvases;
using DarkLang.Runtime.Control;

namespace DarkLang.Runtime.Replaying;

/// <summary>Reads the current files of the running canvas, which may be newer than the code that runs.</summary>
public static class CurrentCode
{
    public static async Task<string[]> Paths(IControlClient client, CancellationToken cancellation)
    {
        var status = await client.Ask(Operations.Status, cancellation);
        return [.. (await client.Ask(Operations.Source, new(status.Version), cancellation)).Select(source => source.Path)];
    }

    /// <param name="folder">The folder that relative paths start from; if files are missing there, the folder of the canvas.</param>
    public static async Task<CanvasTexts> Read(IControlClient client, string folder, CancellationToken cancellation)
    {
        var paths = await Paths(client, cancellation);
        if (Array.TrueForAll(paths, path => File.Exists(Path.GetFullPath(path, folder))))
            return CanvasFiles.Read(paths, folder);
        var status = await client.Ask(Operations.Status, cancellation);
        var canvasFolder = Path.GetDirectoryName(status.Canvas);
        return CanvasFiles.Read(paths, string.IsNullOrEmpty(canvasFolder) ? folder : canvasFolder);
    }
}
