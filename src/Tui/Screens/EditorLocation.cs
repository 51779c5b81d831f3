namespace DarkLang.Tui.Screens;

/// <summary>A line to open in an editor, which has the terminal until it ends.</summary>
/// <param name="Path">As the canvas names its files.</param>
/// <param name="Line">Counted from 1.</param>
internal sealed record EditorLocation(string Path, int Line);
