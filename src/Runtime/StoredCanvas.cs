using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime;

/// <summary>Converts between a canvas and its source texts in the store, which are stored at every start.</summary>
internal static class StoredCanvas
{
    public static SourceStored ToSource(Canvas canvas) =>
        new(new SourceVersion(canvas.Version, [.. canvas.Sources.Select(s => new SourceFile(s.Path, s.Text))]));

    /// <summary>Returns the canvas that ran last; an empty one if there is none, or if it no longer loads.</summary>
    public static Canvas Of(IStore store, StoreContents contents)
    {
        var version = contents.SourceVersions.Count == 0 ? null : store.ReadSource(contents.SourceVersions[^1]);
        var sources = version?.Files.Select(f => new SourceText(f.Path, f.Text)).ToList() ?? [];
        return CanvasLoader.Load(sources, Checks.Names).Canvas ?? new Canvas([], [], [], []) { Version = "" };
    }
}
