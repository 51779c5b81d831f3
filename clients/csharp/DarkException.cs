namespace DarkLang.Client;

/// <summary>The canvas refused a request.</summary>
public class DarkException(string problem, string message) : Exception(message)
{
    /// <summary>A word such as <c>refused</c>, <c>not-found</c> or <c>lease-lost</c>.</summary>
    public string Problem => problem;
}

/// <summary>The canvas does not answer now.</summary>
/// <param name="mayHaveHappened">The request was sent, so it may have taken effect.</param>
public sealed class UnreachableException(string message, bool mayHaveHappened) : DarkException("unreachable", message)
{
    /// <summary>Whether the request was sent, so that it may have taken effect.</summary>
    public bool MayHaveHappened => mayHaveHappened;
}

/// <summary>Throw it in a handler: the message runs again after some time, and this attempt does not count.</summary>
public sealed class SnoozeException(TimeSpan wait) : Exception($"snooze for {wait}")
{
    /// <summary>How much later the message runs again.</summary>
    public TimeSpan Wait => wait;
}

/// <summary>Throw it in a handler: the message becomes a dead letter at once, whatever the retries of the worker.</summary>
public sealed class DiscardException(string why) : Exception(why);
