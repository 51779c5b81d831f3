namespace DarkLang.Runtime.Storage;

/// <summary>The process that owns a store: what a second one is told.</summary>
/// <param name="Canvas">The path of the canvas it runs.</param>
/// <param name="ControlSocket">Where it takes commands; null when it takes none.</param>
public sealed record StoreOwner(int ProcessId, string Canvas, DateTimeOffset Started, string Host, string? ControlSocket);
