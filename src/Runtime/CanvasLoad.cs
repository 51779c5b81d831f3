using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Resolution;
using DarkLang.Runtime.Canvases;
using DarkLang.Runtime.Control;

namespace DarkLang.Runtime;

/// <summary>The files of a running canvas were changed and have been read, for whoever tells people.</summary>
/// <param name="Running">What runs since, or still when they are refused.</param>
/// <param name="Diagnostics">Of the files as they are now.</param>
/// <param name="Unreadable">What keeps files from being read.</param>
public sealed record CanvasLoad(
    LoadView View, Canvas Running, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<FileProblem> Unreadable);
