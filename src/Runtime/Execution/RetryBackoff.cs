using DarkLang.Lang.Resolution;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Execution;

/// <summary>How often and after what wait an attempt is followed by another.</summary>
internal static class RetryBackoff
{
    /// <summary>Attempts in all of a message whose attempts do not end (timeout, process died), where no option says otherwise.</summary>
    private const int UnendedAttempts = 4;

    private const int LotSize = 1_000;

    public static int AttemptsAfterErrors(HandlerOptions options) => 1 + (options.Retries ?? 0);

    public static int AttemptsWithoutEnd(HandlerOptions options) => options.Retries + 1 ?? UnendedAttempts;

    /// <summary>
    /// Grows with each attempt up to the longest wait, less up to a tenth by lot: messages that failed together do not come back together.
    /// </summary>
    public static TimeSpan After(int attempt, HandlerOptions options, Entropy entropy)
    {
        var seconds = Math.Min(options.MaxWait.TotalSeconds, options.Backoff.TotalSeconds * Math.Pow(options.Growth, attempt - 1));
        var lot = (double)UniformRange.Next(entropy, 0, LotSize) / LotSize;
        return TimeSpan.FromSeconds(seconds * (1 - (lot / 10)));
    }
}
