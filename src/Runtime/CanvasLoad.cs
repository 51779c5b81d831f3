using DarkLang.Runtime.Canvases;
using DarkLang.Runtime.Control;

namespace DarkLang.Runtime;

/// <summary>The result of reading changed files of a running canvas, for the log.</summary>
/// <param name="Running">The canvas that runs now: the new one, or the previous one if the files are refused.</param>
/// <param name="Diagnostics">The diagnostics for the new contents of the files.</param>
/// <param name="Unreadable">The reasons why files can't be read.</param>
public sealed record CanvasLoad(
    LoadView View, Canvas Running, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<FileProblem> Unreadable);
