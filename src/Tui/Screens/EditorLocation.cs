namespace DarkLang.Tui.Screens;

/// <summary>A line to be opened in an editor, which has the terminal until it ends.</summary>
/// <param name="Path">As the sources of a canvas name it.</param>
/// <param name="Line">Counted from 1.</param>
internal sealed record EditorLocation(string Path, int Line);
