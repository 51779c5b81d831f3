using System.Text.Json.Serialization;

namespace DarkLang.Runtime.Storage;

/// <summary>The process that owns a store: what a second one is told.</summary>
/// <param name="Canvas">The path of the canvas it runs.</param>
/// <param name="ControlSocket">Where it takes commands; null when it takes none.</param>
public sealed record StoreOwner(int ProcessId, string Canvas, DateTimeOffset Started, string Host, string? ControlSocket)
{
    /// <summary>A command that reads the store and ends, and no runtime.</summary>
    [JsonIgnore]
    public bool IsBrief => ControlSocket is null;
}

/// <param name="Timeout">How long a command that holds the store only for a moment is waited for.</param>
/// <param name="OnWait">Told once who is waited for.</param>
public sealed record HolderWait(TimeSpan Timeout, Action<StoreOwner> OnWait);
