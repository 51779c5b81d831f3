namespace DarkLang.Tui;

/// <summary>A worker to be written into the file of a canvas.</summary>
/// <param name="Line">The line it will be on.</param>
/// <param name="Text">The text to add to the file.</param>
/// <param name="Write">Writes it; throws an exception with a message for the user on failure.</param>
public sealed record WorkerStub(string Path, int Line, string Text, Action Write);
