using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>How a run ended.</summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    public sealed record Completed(Value Value) : Outcome;

    /// <summary>The run reached a hole: a place without code.</summary>
    public sealed record Incomplete(Location At) : Outcome;

    public sealed record Failed(RuntimeError Error) : Outcome;

    /// <summary>The run asked for its message to run again after this time, as if it had not run.</summary>
    public sealed record Snoozed(TimeSpan Wait) : Outcome;

    /// <summary>The cancellation token was signalled. The caller knows whether by a timeout or a stop.</summary>
    public sealed record Cancelled : Outcome;
}

/// <summary>Carries a <see cref="RuntimeError"/> to the interpreter, the only place that catches it.</summary>
public sealed class RuntimeErrorException(string code, string message, string? help = null) : Exception(message)
{
    public string Code { get; } = code;

    public string? Help { get; } = help;
}
