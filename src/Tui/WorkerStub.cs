namespace DarkLang.Tui;

/// <summary>A worker that is about to be written into the file of a canvas.</summary>
/// <param name="Line">Where it is going to stand.</param>
/// <param name="Text">What is added to the file.</param>
/// <param name="Write">Writes it. What goes wrong is an exception with a message for the user.</param>
public sealed record WorkerStub(string Path, int Line, string Text, Action Write);
