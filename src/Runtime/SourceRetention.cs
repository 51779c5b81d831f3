using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime;

/// <summary>
/// Which versions of the canvas the store keeps: the one that runs, and those that traces need. A start finds out; in between a version is only
/// dropped when no attempt ran it. Under the engine's lock.
/// </summary>
internal sealed class SourceRetention
{
    private readonly HashSet<string> _needed = new(StringComparer.Ordinal);

    /// <summary>At a start: every start adds a version, and nobody asks for one without a trace.</summary>
    public IReadOnlyList<Change> Restore(StoreContents contents, CanvasVersion version)
    {
        _needed.UnionWith(contents.Traces.Select(trace => trace.Version));
        return [.. contents.SourceVersions.Where(kept => kept != version.Id && !_needed.Contains(kept))
            .Select(kept => new SourceDropped(kept))];
    }

    /// <summary>Another version takes over: it is stored before any trace of it.</summary>
    public IReadOnlyList<Change> Replace(CanvasVersion old, CanvasVersion next)
    {
        if (old.HasRun)
            _needed.Add(old.Id);
        var kept = StoredCanvas.ToSource(next.Canvas);
        return old.Id == next.Id || _needed.Contains(old.Id) ? [kept] : [kept, new SourceDropped(old.Id)];
    }
}
