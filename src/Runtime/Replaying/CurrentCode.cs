using DarkLang.Runtime.Canvases;
using DarkLang.Runtime.Control;

namespace DarkLang.Runtime.Replaying;

/// <summary>The code as it lies in the files of the running canvas now, which may be newer than what runs.</summary>
public static class CurrentCode
{
    public static async Task<string[]> Paths(IControlClient client, CancellationToken cancellation)
    {
        var status = await client.Ask(Operations.Status, cancellation);
        return [.. (await client.Ask(Operations.Source, new(status.Version), cancellation)).Select(source => source.Path)];
    }

    /// <param name="folder">What relative paths start from; where the files are not there, they start from the folder of the canvas.</param>
    public static async Task<CanvasTexts> Read(IControlClient client, string folder, CancellationToken cancellation)
    {
        var paths = await Paths(client, cancellation);
        var status = await client.Ask(Operations.Status, cancellation);
        var canvas = Path.GetDirectoryName(status.Canvas) is { Length: > 0 } found ? found : folder;
        return CanvasFiles.Read(paths, Array.TrueForAll(paths, path => File.Exists(Path.GetFullPath(path, folder))) ? folder : canvas);
    }
}
