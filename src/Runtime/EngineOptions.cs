using DarkLang.Lang.Diagnostics;
using DarkLang.Runtime.Canvases;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime;

public sealed record EngineOptions
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Entropy Entropy { get; init; } = new EntropyPool().Fill;

    /// <summary>Attempts of one worker at once.</summary>
    public int Concurrency { get; init; } = Environment.ProcessorCount;

    /// <summary>Bytes of memory for the events of waiting messages; beyond it they are read back from the store when their turn comes.</summary>
    public long EventBudget { get; init; } = 32 * 1024 * 1024;

    /// <summary>
    /// So many emits may follow each other without a pause; a worker that emits to itself for ever is stopped there. An emit from outside, by a
    /// cron or for a second later or more begins a new chain.
    /// </summary>
    public int MaxHops { get; init; } = 1_000_000;

    /// <summary>Newest traces kept per handler.</summary>
    public int TraceKeep { get; init; } = 10;

    /// <summary>What the check found in the files that the canvas was loaded from, and that stops nothing.</summary>
    public IReadOnlyList<Diagnostic> Warnings { get; init; } = [];

    /// <summary>Reads the files of the canvas anew; null when they can't be read again.</summary>
    public Func<CanvasTexts>? Read { get; init; }

    /// <summary>No threads of its own: its steps are taken one by one, through <see cref="Engine.Steps"/>.</summary>
    internal bool IsStepped { get; init; }
}
