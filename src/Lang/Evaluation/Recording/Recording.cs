using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Recording;

/// <summary>A run with the value of every expression in it.</summary>
/// <param name="Root">The call of the handler; null if it did not start.</param>
/// <param name="LeftOut">The number of values and calls beyond the limits, which are not recorded.</param>
/// <param name="Secrets">The keys that the run used. They are not in the recording; other views of the run must be redacted.</param>
public sealed record Recording(Outcome Outcome, CallRecord? Root, long LeftOut, Secrets Secrets)
{
    /// <summary>The largest number of values and calls: a recording is for people to read.</summary>
    public const int MaxEntries = 200_000;

    /// <summary>The approximate memory limit of the values.</summary>
    public const long MaxBytes = 512L * 1024 * 1024;

    /// <summary>Takes out what another run used as a secret: a run that it is compared with may have ended before it did.</summary>
    public void Hide(Secrets others) => Root?.RedactAll(others);
}
