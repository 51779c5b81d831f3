using DarkLang.Lang.Evaluation.Outside;
using DarkLang.Lang.Library;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>
/// The only way from a running program to the outside. Every impure library call goes through <see cref="Perform"/>, in order:
/// a live host runs the function's body and keeps the result for the trace, a recorded host answers from a trace, and a test host
/// runs the body with a fixed clock and a seed.
/// </summary>
public interface IHost
{
    Value Perform(LibraryFunction function, Execution execution, ReadOnlySpan<Value> arguments, Location at);

    /// <summary>The effects that the bodies of impure functions use.</summary>
    IEffects Effects { get; }
}

/// <summary>The primitive effects. The bodies of impure library functions reach the outside only through them.</summary>
public interface IEffects
{
    DateTimeOffset Now { get; }

    /// <summary>Fills a span with random bytes.</summary>
    void NextBytes(Span<byte> destination);

    /// <summary>
    /// Emits an event. Returns false only if <see cref="Emission.OnceKey"/> was already emitted to the worker.
    /// Throws <see cref="RuntimeErrorException"/> if the event can't be stored because it contains a function or is too large.
    /// </summary>
    bool Emit(Emission emission);

    /// <summary>Writes a line to the trace and to the log of the run.</summary>
    void Log(LogLine line);

    /// <summary>
    /// Pauses or resumes a worker, or runs a cron. This takes effect after the run succeeds, and not at all if it fails.
    /// Throws <see cref="RuntimeErrorException"/> if there is no such worker or cron.
    /// </summary>
    void Control(ControlEffect effect);

    /// <summary>Counts the waiting and running messages of a worker, without dead letters. Throws like <see cref="Control"/>.</summary>
    long CountMessages(string worker);

    /// <summary>Returns whether a worker is paused, or will be after this run succeeds. Throws like <see cref="Control"/>.</summary>
    bool IsPaused(string worker);

    /// <summary>What is not in the canvas. Only functions with <see cref="LibraryEffect.Outside"/> use it.</summary>
    IOutside Outside { get; }

    /// <summary>The message being handled; null outside a handler, as in eval and tests.</summary>
    MessageInfo? Message { get; }
}

/// <summary>An event that a program emits to a worker.</summary>
/// <param name="Due">When the message is due; null if immediately.</param>
/// <param name="OnceKey">The key of <c>emitOnce</c>; null for the other functions.</param>
public sealed record Emission(string Worker, Value Event, DateTimeOffset? Due, string? OnceKey, Location At)
{
    /// <summary>The longest name of a worker or cron, and the longest key of an emit, in characters.</summary>
    public const int LongestName = 200;
    public const int LongestKey = 1_000;

    /// <exception cref="RuntimeErrorException">The name or the key is too long.</exception>
    public void CheckLengths()
    {
        Check(Worker, "name of a worker", LongestName);
        Check(OnceKey ?? "", "key of an emit", LongestKey);
    }

    private static void Check(string text, string what, int longest)
    {
        if (text.Length > longest)
            throw new RuntimeErrorException(
                RuntimeErrorCodes.NameTooLong, $"the {what} has at most {longest} characters, and this one has {text.Length}",
                "put long texts in the event; for a key, take a part of it or its hash");
    }
}

public sealed record MessageInfo(Guid Id, int Attempt, DateTimeOffset EmittedAt);
