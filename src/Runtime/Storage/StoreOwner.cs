namespace DarkLang.Runtime.Storage;

/// <summary>The process that owns a store, as a second process sees it.</summary>
/// <param name="Canvas">The path of the canvas it runs.</param>
/// <param name="ControlSocket">Where it takes commands; null when it takes none.</param>
public sealed record StoreOwner(int ProcessId, string Canvas, DateTimeOffset Started, string Host, string? ControlSocket)
{
    /// <summary>It is a command that reads the store and ends, not a runtime.</summary>
    [JsonIgnore]
    public bool IsBrief => ControlSocket is null;
}

/// <param name="Timeout">How long to wait for a command that holds the store only for a moment.</param>
/// <param name="OnWait">Called once with the owner that is waited for.</param>
public sealed record HolderWait(TimeSpan Timeout, Action<StoreOwner> OnWait);
