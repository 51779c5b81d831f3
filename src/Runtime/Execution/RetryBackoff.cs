using DarkLang.Lang.Library;

namespace DarkLang.Runtime.Execution;

/// <summary>The number of attempts and the waits between them.</summary>
internal static class RetryBackoff
{
    /// <summary>The default for attempts that do not end (timeout, process died), unless the handler sets its retries.</summary>
    private const int DefaultAttemptsWithoutEnd = 4;

    private const int JitterSteps = 1_000;

    public static int MaxAttemptsAfterErrors(HandlerOptions options) => 1 + (options.Retries ?? 0);

    public static int MaxAttemptsWithoutEnd(HandlerOptions options) => options.Retries + 1 ?? DefaultAttemptsWithoutEnd;

    /// <summary>
    /// Returns the wait after an attempt. It grows with each attempt up to the maximum, less a random tenth at most, so that messages
    /// which failed together do not return together.
    /// </summary>
    public static TimeSpan After(int attempt, HandlerOptions options, Entropy entropy)
    {
        var seconds = Math.Min(options.MaxWait.TotalSeconds, options.Backoff.TotalSeconds * Math.Pow(options.Growth, attempt - 1));
        var jitter = (double)RandomValues.Int(entropy.Invoke, 0, JitterSteps) / JitterSteps;
        return TimeSpan.FromSeconds(seconds * (1 - (jitter / 10)));
    }
}
