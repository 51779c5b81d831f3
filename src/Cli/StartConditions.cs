using Microsoft.Win32.SafeHandles;

namespace DarkLang.Cli;

/// <summary>
/// What the process needs from its surroundings before it can do anything: without it, .NET ends with a stack trace sooner or later. This
/// uses little of .NET, because each library that is loaded takes file descriptors.
/// </summary>
internal static class StartConditions
{
    public const int StandardInput = 0;
    public const int StandardOutput = 1;
    public const int StandardError = 2;

    /// <summary>The libraries that a running canvas loads take about 120; its clients take some too.</summary>
    private const int LeastFiles = 192;

    private const long ClosedInChildren = 0x80000;
    private const string Limits = "/proc/self/limits";
    private const string Flags = "flags:";
    private const string Streams = "/proc/self/fdinfo";

    /// <summary>Returns what is missing and what to do about it; null if nothing is.</summary>
    public static string? Missing()
    {
        if (FileLimit() is { } limit and < LeastFiles)
            return $"this process may have {limit} files open, and dark needs at least {LeastFiles}: raise the limit, "
                + "such as with `ulimit -n 1024`";
        if (!IsOpen(StandardOutput))
            return "standard output is closed: send it to a file or to /dev/null, such as with `>/dev/null`";
        return HasFolder() ? null : "the working folder was removed, or may not be read: change to another folder";
    }

    public static int Report(string missing)
    {
        if (!IsOpen(StandardError))
            return ExitCode.Failed;
        // Console would load more libraries.
        using var error = new FileStream(new SafeFileHandle(StandardError, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        error.Write(Encoding.UTF8.GetBytes($"error: {missing}\n"));
        return ExitCode.Failed;
    }

    /// <summary>
    /// Whether a standard stream was open when the process started. If not, .NET may have taken its number for a file of its own, which
    /// must not be written to; such a file is closed in child processes, and an inherited stream can't be.
    /// </summary>
    public static bool IsOpen(int stream)
    {
        if (!Directory.Exists(Streams))
            return true;
        try
        {
            var lines = File.ReadAllText($"{Streams}/{stream}").Split('\n');
            var flags = lines.First(line => line.StartsWith(Flags, StringComparison.Ordinal))[Flags.Length..];
            return (Convert.ToInt64(flags.Trim(), 8) & ClosedInChildren) == 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static int? FileLimit()
    {
        if (!File.Exists(Limits))
            return null;
        var line = File.ReadAllText(Limits).Split('\n').FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        var words = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [_, _, _, var soft, ..] && int.TryParse(soft, CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }

    private static bool HasFolder()
    {
        try
        {
            return Directory.GetCurrentDirectory().Length > 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
