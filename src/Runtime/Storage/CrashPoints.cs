using System.Diagnostics;

namespace DarkLang.Runtime.Storage;

/// <summary>The steps at which a test may kill the process, in the order in which a commit passes them.</summary>
public enum CrashStep
{
    CommitBegun,
    TransactionClosed,
    LogGrown,
    LogWritten,
    LogSynced,
    LogEndMarked,
    CheckpointBegun,
    DataPageWritten,
    DataWritten,
    DataSynced,
    LogResetWritten,
    LogResetSynced,
    CheckpointDone,
    LogMade,
    DataMade,
    StoreMade,
    RebuildWritten,
    RebuildCounts,
    RebuildOldAside,
    RebuildInPlace,
}

/// <summary>
/// Lets a test kill the process at a step of the store: only a process that really dies there proves that nothing acknowledged is lost.
/// Costs one comparison when unset.
/// </summary>
public sealed class CrashPoints
{
    public const string Variable = "DARK_CRASH_AT";

    private readonly Action<CrashStep>? _step;

    public CrashPoints(Action<CrashStep>? step) => _step = step;

    public static CrashPoints None { get; } = new(null);

    /// <summary>Parses <c>step:n</c>, such as <c>LogWritten:12</c>: the process kills itself at the n-th pass of that step.</summary>
    public static CrashPoints Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return None;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !Enum.TryParse<CrashStep>(text[..colon], out var step)
            || !int.TryParse(text[(colon + 1)..], CultureInfo.InvariantCulture, out var pass))
            throw new ArgumentException(
                $"{Variable} is `{text}`; expected <step>:<n> with a step of {string.Join(", ", Enum.GetNames<CrashStep>())}",
                nameof(text));
        return new CrashPoints(passed =>
        {
            // Kill() is SIGKILL on Unix: no handler, no finally block and no flush runs after it.
            if (passed == step && --pass == 0)
                Process.GetCurrentProcess().Kill();
        });
    }

    internal void Pass(CrashStep step) => _step?.Invoke(step);
}
