namespace DarkLang.Lang.Evaluation.Recording;

/// <summary>A run with the value of every expression in it.</summary>
/// <param name="Root">The call of the handler; null when not even that began.</param>
/// <param name="LeftOut">Values and calls after the first <see cref="MaxEntries"/>, or after <see cref="MaxBytes"/> of values, which are not here.</param>
public sealed record Recording(Outcome Outcome, CallRecord? Root, long LeftOut)
{
    /// <summary>A recording is for reading; a run of more is shown up to here.</summary>
    public const int MaxEntries = 200_000;

    /// <summary>About how much memory its values may take.</summary>
    public const long MaxBytes = 512L * 1024 * 1024;
}
