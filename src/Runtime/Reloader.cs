using DarkLang.Runtime.Canvases;
using DarkLang.Runtime.Control;

namespace DarkLang.Runtime;

/// <summary>
/// Reads the files of a running canvas again. If they parse and pass the check, their canvas takes over. Otherwise the current one keeps
/// running and the problems are kept for the status. Nothing happens when the files are unchanged.
/// </summary>
internal sealed class Reloader(Engine engine, Func<CanvasTexts> read, TimeProvider time)
{
    private readonly Lock _lock = new();
    private CanvasTexts _last = new(engine.Canvas.Sources, []);

    /// <summary>Reads and checks the files on the calling thread. Returns null when they are unchanged.</summary>
    public LoadView? Reload()
    {
        lock (_lock)
        {
            var texts = read();
            if (AreEqual(texts, _last))
                return null;
            _last = texts;
            var load = texts.Problems.Count > 0 ? Refuse([], texts.Problems) : Load(CanvasCheck.Load(texts.Sources));
            engine.OnCanvasLoaded(load);
            return load.View;
        }
    }

    private CanvasLoad Load(LoadedCanvas loaded)
    {
        if (loaded.Canvas is not { } canvas)
            return Refuse([.. loaded.Diagnostics], []);
        var old = engine.Canvas;
        // An editor that rewrites a file leaves it empty for a moment.
        if (canvas.Workers.Count + canvas.Crons.Count == 0)
            return Refuse(
                loaded.Diagnostics,
                [new FileProblem(canvas.Sources[0].Path, "the canvas has no workers and no crons: there is nothing to run")]);
        var difference = CanvasDifference.Between(old, canvas);
        var view = new LoadView(time.GetUtcNow(), canvas.Version, IsRefused: false, [.. loaded.Diagnostics.Select(ProblemViews.Of)])
        { Added = difference.Added, Removed = difference.Removed, Changed = difference.Changed };
        if (canvas.Version != old.Version)
            view = engine.TakeOver(canvas, view);
        return new CanvasLoad(view, engine.Canvas, loaded.Diagnostics, []);
    }

    private CanvasLoad Refuse(IReadOnlyList<Lang.Diagnostics.Diagnostic> diagnostics, IReadOnlyList<FileProblem> unreadable)
    {
        var problems = unreadable.Select(ProblemViews.Of).Concat(diagnostics.Select(ProblemViews.Of)).ToList();
        return new CanvasLoad(
            new LoadView(time.GetUtcNow(), engine.Canvas.Version, IsRefused: true, problems), engine.Canvas, diagnostics, unreadable);
    }

    private static bool AreEqual(CanvasTexts one, CanvasTexts other) =>
        one.Problems.SequenceEqual(other.Problems) && one.Sources.Select(PathAndText).SequenceEqual(other.Sources.Select(PathAndText));

    private static (string Path, string Text) PathAndText(SourceText source) => (source.Path, source.Text);
}
