using DarkLang.Lang.Evaluation.Outside;
using DarkLang.Runtime.Canvases;
using DarkLang.Runtime.Outside;
using DarkLang.Runtime.Traces;

namespace DarkLang.Runtime;

public sealed record EngineOptions
{
    private const long SmallestStandardMemory = 128L * 1024 * 1024;
    private const long LargestStandardMemory = 1024L * 1024 * 1024;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Entropy Entropy { get; init; } = new EntropyPool().Fill;

    /// <summary>The number of attempts of one worker that run at once, unless the worker sets its own.</summary>
    public int Concurrency { get; init; } = Environment.ProcessorCount;

    /// <summary>The memory for events of waiting messages, in bytes. Others are read from the store when their turn comes.</summary>
    public long EventBudget { get; init; } = 32 * 1024 * 1024;

    /// <summary>
    /// The longest chain of emits without a pause: it stops a worker that emits to itself forever. An emit from outside, by a cron, or
    /// with a delay of at least a second starts a new chain.
    /// </summary>
    public int MaxHops { get; init; } = 1_000_000;

    /// <summary>The memory that one attempt may hold, in bytes: by default a quarter of what the process may use.</summary>
    public long AttemptMemory { get; init; } = Math.Clamp(
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4, SmallestStandardMemory, LargestStandardMemory);

    /// <summary>How handlers reach the outside. The engine does not dispose it.</summary>
    public IOutside Outside { get; init; } = new LiveOutside(new OutsideOptions(), TimeProvider.System);

    /// <summary>The number of newest traces kept per handler.</summary>
    public int TraceKeep { get; init; } = 10;

    /// <summary>Whether events are kept from the start, for screens that open then; else from the first client that follows.</summary>
    public bool KeepsEvents { get; init; }

    /// <summary>How long a line is kept of each message that has ended; null: none are added.</summary>
    public TimeSpan? History { get; init; }

    /// <summary>The size of all these lines, in bytes.</summary>
    internal long HistoryBytes { get; init; } = HistoryKeeper.MostBytes;

    /// <summary>The warnings about the files that the canvas was loaded from.</summary>
    public IReadOnlyList<Diagnostic> Warnings { get; init; } = [];

    /// <summary>Reads the files of the canvas again; null if the canvas does not come from files.</summary>
    public Func<CanvasTexts>? Read { get; init; }

    /// <summary>Whether a stopped engine takes emits; see <see cref="Engine.OpenToEmit"/>.</summary>
    internal bool EmitsAtRest { get; init; }

    /// <summary>Whether the engine has no threads of its own: a test takes its steps, through <see cref="Engine.Steps"/>.</summary>
    internal bool IsStepped { get; init; }
}
