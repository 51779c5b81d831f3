using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Resolution;

/// <summary>The options of a handler, with defaults for those that are not written.</summary>
public sealed record HandlerOptions
{
    /// <summary>How many messages of an external worker may be claimed at once, unless it sets its concurrency.</summary>
    public const int ConcurrencyOfExternal = 100;

    public static HandlerOptions Default { get; } = new();

    /// <summary>The options as written, in source order, for display.</summary>
    public IReadOnlyList<WrittenOption> Written { get; init; } = [];

    /// <summary>The retries after a failed attempt. If null, an error is final, but an attempt that did not end is retried.</summary>
    public int? Retries { get; init; }

    /// <summary>The wait before the second attempt.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The factor by which each wait is longer than the previous one.</summary>
    public double Growth { get; init; } = 2;

    public TimeSpan MaxWait { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long an attempt may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The number of concurrent attempts; null for the number of processors.</summary>
    public int? Concurrency { get; init; }

    public RateLimit? Rate { get; init; }

    /// <summary>Computes the key of an event: messages with the same key run one at a time and in order.</summary>
    public Code? Key { get; init; }

    /// <summary>Of the messages of a key that come in a burst, only the newest runs. Null if all run.</summary>
    public Debounce? Debounce { get; init; }

    /// <summary>Messages with a higher priority run first. The same for all messages unless <see cref="PriorityOf"/> is set.</summary>
    public int Priority { get; init; }

    /// <summary>Computes the priority of an event.</summary>
    public Code? PriorityOf { get; init; }

    /// <summary>Computes the value that two duplicate events have in common.</summary>
    public Code? Dedupe { get; init; }

    /// <summary>Computes the share of an event: shares take turns. A tuple of two gives the share and its weight.</summary>
    public Code? Share { get; init; }

    /// <summary>How long an event prevents duplicates of it from being emitted.</summary>
    public TimeSpan DedupeFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The number of consecutive failed attempts that pauses the handler.</summary>
    public int? PauseAfter { get; init; }

    /// <summary>How many messages an attempt handles as a List; null if it handles one, and gets the event itself.</summary>
    public Batching? Batch { get; init; }

    /// <summary>For workers only: the messages are handled outside the canvas, by programs that claim them.</summary>
    public bool IsExternal { get; init; }

    /// <summary>For crons only.</summary>
    public CatchUp CatchUp { get; init; } = CatchUp.Once;

    /// <summary>For crons only.</summary>
    public Overlap Overlap { get; init; } = Overlap.Skip;

    /// <summary>Whether any option has to be computed for each event.</summary>
    public bool HaveEventExpressions => Share is not null || HaveOrderingExpressions;

    /// <summary>Whether an option needs all waiting messages in memory. Shares do not: each is a line of its own.</summary>
    public bool HaveOrderingExpressions => Key is not null || PriorityOf is not null || Dedupe is not null;
}

/// <param name="Value">As written.</param>
public sealed record WrittenOption(string Name, string Value);

/// <summary>At most <paramref name="Count"/> attempts start within any <paramref name="Per"/>.</summary>
public sealed record RateLimit(int Count, TimeSpan Per);

/// <summary>A message waits, and a newer one of its key takes its place meanwhile.</summary>
/// <param name="Wait">How long a message waits.</param>
/// <param name="Longest">How long the first message of a burst and those in its place wait together; null for no limit.</param>
public sealed record Debounce(TimeSpan Wait, TimeSpan? Longest);

/// <param name="Count">The most messages of an attempt.</param>
/// <param name="Wait">How long the oldest message waits for others, unless there are enough; null if it does not wait.</param>
public sealed record Batching(int Count, TimeSpan? Wait);

/// <summary>Bounds of the options.</summary>
public static class OptionLimits
{
    public const int Retries = 1_000;
    public const int Growth = 100;
    public const int Concurrency = 100;
    public const int ExternalConcurrency = 1_000;
    public const int RateCount = 10_000;
    public const int Priority = 100;
    public const int ShareWeight = 100;
    public const int PauseAfter = 1_000;
    public const int SmallestBatch = 2;
    public const int LargestBatch = 1_000;

    public static readonly TimeSpan LongestBackoff = TimeSpan.FromDays(1);
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);
    public static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
}

/// <summary>Evaluates the options that are expressions over the event.</summary>
public static class OptionExpressions
{
    // They are evaluated on every emit; longer work belongs in the handler.
    private static readonly Limits Limits =
        Limits.Default with { Steps = 1_000_000, Depth = 200, TextLength = 1024 * 1024, ListLength = 100_000 };

    /// <summary>Returns the expression's value for an event. Evaluating it is pure and short, and any thread may do it.</summary>
    public static Outcome Evaluate(Code expression, Value @event) =>
        Interpreter.Run(expression, [@event], PureHost.Instance, Limits, CancellationToken.None);
}
