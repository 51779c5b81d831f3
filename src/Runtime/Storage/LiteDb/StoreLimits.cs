namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>When the store tidies up. Tests make it do so all the time.</summary>
internal sealed record StoreLimits
{
    public static StoreLimits Default { get; } = new();

    /// <summary>The log begins with so many bytes, and doubles when a commit needs more.</summary>
    public long FirstLogBytes { get; init; } = 1 << 20;

    /// <summary>A log longer than this goes into the data file, or a few times longer when its commits are large.</summary>
    public long CheckpointAtBytes { get; init; } = 16 << 20;

    /// <summary>Letting go of old batches costs a page or two for totals, so it waits for so many pages.</summary>
    public int LetGoAtPages { get; init; } = 128;

    /// <summary>The journal may be this much larger than twice its live messages.</summary>
    public long SlackBytes { get; init; } = 2 << 20;

    /// <summary>So much of old batches is carried on with one commit; larger commits carry as much as they write.</summary>
    public long LeastPortionBytes { get; init; } = 64 << 10;

    /// <summary>So many messages of each handler are in memory after a start; the rest stays in the store until its turn comes.</summary>
    public int LoadAtStart { get; init; } = 4096;
}
