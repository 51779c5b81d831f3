using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>Ends a run at a hole.</summary>
internal sealed class IncompleteException(Location at) : Exception
{
    public Location At { get; } = at;
}

/// <summary>Ends a run whose message is to run again after a time.</summary>
internal sealed class SnoozeException(TimeSpan wait) : Exception
{
    public TimeSpan Wait { get; } = wait;
}

/// <summary>Ends a function with the <c>Nothing</c> or <c>Error</c> to which a <c>?</c> was applied.</summary>
internal sealed class RailException(FunctionCode function, Value value) : Exception
{
    /// <summary>The function that contains the <c>?</c>, possibly inside a lambda.</summary>
    public FunctionCode Function { get; } = function;

    public Value Value { get; } = value;
}
