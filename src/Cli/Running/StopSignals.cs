using System.Runtime.InteropServices;

namespace DarkLang.Cli.Running;

/// <summary>
/// The first SIGINT (Ctrl-C) or SIGTERM asks for a stop, the second ends the process at once. SIGHUP asks for a stop however often it
/// comes: a terminal that closes sends it more than once. A signal that the process was started to ignore stays ignored.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private const string Status = "/proc/self/status";
    private const string Ignored = "SigIgn:";
    private const int Interrupt = 2;

    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _hungUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals()
    {
        _registrations =
            [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }
                .Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
    }

    public Task Asked => _asked.Task;

    /// <summary>The terminal is gone.</summary>
    public Task HungUp => _hungUp.Task;

    /// <summary>What stops the process. A shell script starts its background jobs so that they ignore SIGINT.</summary>
    public static string Names => IsInterruptIgnored() ? $"SIGTERM (`kill {Environment.ProcessId}`)" : "Ctrl-C";

    /// <summary>Asks for a stop without a signal: the next signal counts as the second.</summary>
    public void Ask() => _asked.TrySetResult();

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (signal.Signal == PosixSignal.SIGHUP)
            _hungUp.TrySetResult();
        // Running attempts end as if the process were killed: the next start runs their messages again.
        if (!_asked.TrySetResult() && signal.Signal != PosixSignal.SIGHUP)
            Environment.Exit(ExitCode.Interrupted);
    }

    private static bool IsInterruptIgnored()
    {
        var line = File.Exists(Status)
            ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Ignored, StringComparison.Ordinal))
            : null;
        return line is not null
            && ulong.TryParse(line[Ignored.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var signals)
            && (signals >> (Interrupt - 1) & 1) == 1;
    }
}
