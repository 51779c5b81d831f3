namespace DarkLang.Runtime.Control;

public enum ControlProblem
{
    /// <summary>No such worker, cron, message or trace. Exit code 3.</summary>
    NotFound,

    /// <summary>The request itself is wrong: bad JSON, an ambiguous prefix. Exit code 2.</summary>
    BadRequest,

    /// <summary>Refused: too large, no room on the disk, read-only, stopping. Exit code 5.</summary>
    Refused,

    /// <summary>No runtime there. Exit code 4.</summary>
    NoRuntime,

    /// <summary>An event that the worker does not take. Exit code 1.</summary>
    WrongEvent,

    /// <summary>A claimed message is no longer the client's: its lease has passed, or it was removed. Exit code 5.</summary>
    LeaseLost,
}

/// <summary>A request that can't be met; the message is for the user.</summary>
public sealed class ControlException(ControlProblem problem, string message) : Exception(message)
{
    public ControlProblem Problem { get; } = problem;
}
