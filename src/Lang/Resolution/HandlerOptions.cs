using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Resolution;

/// <summary>What the <c>with { … }</c> of a handler says, and the default of everything it does not say.</summary>
public sealed record HandlerOptions
{
    public static HandlerOptions Default { get; } = new();

    /// <summary>The options that were written, in source order, as text for people.</summary>
    public IReadOnlyList<WrittenOption> Written { get; init; } = [];

    /// <summary>How often a failed attempt is followed by another; null: an error is final, an attempt that did not end is not.</summary>
    public int? Retries { get; init; }

    /// <summary>The wait before the second attempt.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Each wait is this many times as long as the one before.</summary>
    public double Growth { get; init; } = 2;

    public TimeSpan MaxWait { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long an attempt may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Attempts at once; null: as many as the machine has processors.</summary>
    public int? Concurrency { get; init; }

    public RateLimit? Rate { get; init; }

    /// <summary>Gives the key of an event: messages of one key run one at a time and in order.</summary>
    public Code? Key { get; init; }

    /// <summary>The larger goes first. For all messages alike, unless <see cref="PriorityOf"/> says otherwise.</summary>
    public int Priority { get; init; }

    /// <summary>Gives the priority of an event.</summary>
    public Code? PriorityOf { get; init; }

    /// <summary>Gives what makes two events the same.</summary>
    public Code? Dedupe { get; init; }

    /// <summary>For how long an event keeps another that is the same from being emitted.</summary>
    public TimeSpan DedupeFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>So many failed attempts in a row pause the handler.</summary>
    public int? PauseAfter { get; init; }

    /// <summary>Of a cron.</summary>
    public CatchUp CatchUp { get; init; } = CatchUp.Once;

    /// <summary>Of a cron.</summary>
    public Overlap Overlap { get; init; } = Overlap.Skip;

    /// <summary>Whether something has to be worked out for each event that is emitted.</summary>
    public bool HaveEventExpressions => Key is not null || PriorityOf is not null || Dedupe is not null;
}

/// <param name="Value">As written.</param>
public sealed record WrittenOption(string Name, string Value);

/// <summary>At most <paramref name="Count"/> attempts start within any <paramref name="Per"/>.</summary>
public sealed record RateLimit(int Count, TimeSpan Per);

/// <summary>Bounds of the options.</summary>
public static class OptionLimits
{
    public const int Retries = 1_000;
    public const int Growth = 100;
    public const int Concurrency = 100;
    public const int RateCount = 10_000;
    public const int Priority = 100;
    public const int PauseAfter = 1_000;

    public static readonly TimeSpan LongestBackoff = TimeSpan.FromDays(1);
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);
    public static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
}

/// <summary>Works out the options that are expressions over the event.</summary>
public static class OptionExpressions
{
    // They are worked out for every emit: what takes longer belongs into the handler.
    private static readonly Limits Limits =
        Limits.Default with { Steps = 1_000_000, Depth = 200, TextLength = 1024 * 1024, ListLength = 100_000 };

    /// <summary>The expression's value for an event: pure, short, and on any thread.</summary>
    public static Outcome Evaluate(Code expression, Value @event) =>
        Interpreter.Run(expression, [@event], PureHost.Instance, Limits, CancellationToken.None);
}
