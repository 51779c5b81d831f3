using System.Security.Cryptography;
using DarkLang.Runtime.Execution;

namespace DarkLang.Runtime;

public sealed record EngineOptions
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Entropy Entropy { get; init; } = RandomNumberGenerator.Fill;

    /// <summary>Attempts of one worker at once.</summary>
    public int Concurrency { get; init; } = Environment.ProcessorCount;

    /// <summary>Bytes of memory for the events of waiting messages; beyond it they are read back from the store when their turn comes.</summary>
    public long EventBudget { get; init; } = 32 * 1024 * 1024;

    /// <summary>Newest traces kept per handler.</summary>
    public int TraceKeep { get; init; } = 10;
}
