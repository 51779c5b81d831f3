using DarkLang.Lang.Library;
using DarkLang.Lang.Source;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>
/// The only way from a running program to the world. Every impure library call goes through <see cref="Perform"/>, in order:
/// a live host runs the function's body and keeps the result for the trace, a recorded host answers from a trace,
/// a test host runs it against a fixed clock and a seed.
/// </summary>
public interface IHost
{
    Value Perform(LibraryFunction function, Execution execution, ReadOnlySpan<Value> arguments, Location at);

    /// <summary>What the bodies of impure functions may use.</summary>
    IEffects Effects { get; }
}

/// <summary>The primitive effects. Bodies of impure library functions call these and nothing else.</summary>
public interface IEffects
{
    DateTimeOffset Now { get; }

    Guid NewUuid();

    /// <summary>Uniform in the inclusive range, which may be all of Int.</summary>
    long NextInt(long lowest, long highest);

    void NextBytes(Span<byte> destination);

    /// <summary>
    /// Puts a message. False only when <see cref="Emission.OnceKey"/> was emitted to that worker before.
    /// Throws <see cref="RuntimeErrorException"/> when the event can't be stored (a function in it, too large).
    /// </summary>
    bool Emit(Emission emission);

    /// <summary>Keeps a line for the trace, and for the log of the run.</summary>
    void Log(LogLine line);

    /// <summary>
    /// Pauses or resumes a worker, or runs a cron. It counts once the run has succeeded; a run that fails steers nothing.
    /// Throws <see cref="RuntimeErrorException"/> when there is no such worker or cron.
    /// </summary>
    void Control(ControlEffect act);

    /// <summary>The messages of a worker that wait or run; dead letters do not count. Throws like <see cref="Control"/>.</summary>
    long CountMessages(string worker);

    /// <summary>Whether a worker is paused, as this run has left it. Throws like <see cref="Control"/>.</summary>
    bool IsPaused(string worker);

    /// <summary>The message being handled; null outside a handler (eval, tests).</summary>
    MessageInfo? Message { get; }
}

/// <param name="Due">Null: at once.</param>
/// <param name="OnceKey">For <c>emitOnce</c>.</param>
public sealed record Emission(string Worker, Value Event, DateTimeOffset? Due, string? OnceKey, Location At);

public sealed record MessageInfo(Guid Id, int Attempt, DateTimeOffset EmittedAt);
