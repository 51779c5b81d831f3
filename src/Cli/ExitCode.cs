namespace DarkLang.Cli;

/// <summary>What the process says by its end; scripts depend on these numbers.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>It failed: diagnostics, a runtime error, a failed test.</summary>
    public const int Failed = 1;

    public const int Usage = 2;

    /// <summary>No such worker, cron, message or trace.</summary>
    public const int NotFound = 3;

    /// <summary>No runtime there, or the store is held by another process.</summary>
    public const int NoRuntime = 4;

    /// <summary>Refused: read-only, too large, or it needs <c>--yes</c>.</summary>
    public const int Refused = 5;

    /// <summary>A bug of ours.</summary>
    public const int Bug = 70;

    public const int Timeout = 124;

    /// <summary>Stopped by a second Ctrl-C.</summary>
    public const int Interrupted = 130;
}
