namespace DarkLang.Cli;

/// <summary>The exit codes of the process; scripts depend on these numbers.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>Failed: diagnostics, a runtime error, a failed test.</summary>
    public const int Failed = 1;

    public const int Usage = 2;

    /// <summary>No such worker, cron, message or trace.</summary>
    public const int NotFound = 3;

    /// <summary>No runtime, or another process holds the store.</summary>
    public const int NoRuntime = 4;

    /// <summary>Refused: read-only, too large, or it needs <c>--yes</c>.</summary>
    public const int Refused = 5;

    /// <summary>A bug in dark.</summary>
    public const int Bug = 70;

    public const int Timeout = 124;

    /// <summary>Stopped by a second Ctrl-C.</summary>
    public const int Interrupted = 130;
}
