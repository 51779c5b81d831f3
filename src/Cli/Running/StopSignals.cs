using System.Runtime.InteropServices;

namespace DarkLang.Cli.Running;

/// <summary>The first Ctrl-C or SIGTERM asks for a stop, the second ends the process at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals()
    {
        _registrations =
            [PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal), PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal)];
    }

    public Task Asked => _asked.Task;

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
        // Running attempts end as if the process were killed: the next start runs their messages again.
        if (!_asked.TrySetResult())
            Environment.Exit(ExitCode.Interrupted);
    }
}
