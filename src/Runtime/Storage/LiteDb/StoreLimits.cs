namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>When the store cleans up. Tests make it do so all the time.</summary>
internal sealed record StoreLimits
{
    public static StoreLimits Default { get; } = new();

    /// <summary>The size of a new log. It doubles when a commit needs more.</summary>
    public long FirstLogBytes { get; init; } = 1 << 20;

    /// <summary>A longer log is moved into the data file; with large commits it grows a few times longer first.</summary>
    public long CheckpointAtBytes { get; init; } = 16 << 20;

    /// <summary>The release of old batches costs a page or two for totals, so it waits until it frees this many pages.</summary>
    public int ReleaseAtPages { get; init; } = 128;

    /// <summary>How much larger than twice its live messages the journal may be.</summary>
    public long GarbageBytes { get; init; } = 2 << 20;

    /// <summary>How much one commit relocates from old batches. Larger commits relocate as much as they write.</summary>
    public long MinPortionBytes { get; init; } = 64 << 10;

    /// <summary>How many messages of each handler a start loads. The rest is spilled.</summary>
    public int LoadAtStart { get; init; } = 4096;
}
