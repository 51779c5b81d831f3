using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime;

/// <summary>
/// Decides which versions of the canvas the store keeps: the running one and those that traces need. Only a start finds out which ones
/// traces need; between starts a version is dropped only if no attempt ran it. Under the engine's lock.
/// </summary>
internal sealed class SourceRetention
{
    private readonly HashSet<string> _needed = new(StringComparer.Ordinal);

    /// <summary>Returns the stored versions to drop at a start: those that do not run and that no trace needs.</summary>
    public IReadOnlyList<Change> Restore(StoreContents contents, CanvasVersion version)
    {
        _needed.UnionWith(contents.Traces.Select(trace => trace.Version));
        return [.. contents.SourceVersions.Where(kept => kept != version.Id && !_needed.Contains(kept))
            .Select(kept => new SourceDropped(kept))];
    }

    /// <summary>Returns the changes to store when another version takes over. A version is stored before any trace of it.</summary>
    public IReadOnlyList<Change> Replace(CanvasVersion old, CanvasVersion next)
    {
        if (old.HasRun)
            _needed.Add(old.Id);
        var kept = StoredCanvas.ToSource(next.Canvas);
        return old.Id == next.Id || _needed.Contains(old.Id) ? [kept] : [kept, new SourceDropped(old.Id)];
    }
}
