namespace DarkLang.Runtime;

/// <summary>The canvas that new attempts run.</summary>
internal sealed class CanvasVersion(Canvas canvas)
{
    public Canvas Canvas => canvas;

    public string Id => canvas.Version;

    /// <summary>Whether an attempt ran this version, so that a trace may need its source. Under the engine's lock.</summary>
    public bool HasRun { get; set; }
}
