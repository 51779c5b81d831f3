using System.Runtime.InteropServices;

namespace DarkLang.Cli.Running;

/// <summary>The first Ctrl-C or SIGTERM asks for a stop, the second ends the process now.</summary>
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

    /// <summary>Asks in another way than by a signal: the first signal after it is the second.</summary>
    public void Ask() => _asked.TrySetResult();

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;
        // What runs is lost as if the process were killed: the store gives it back at the next start.
        if (!_asked.TrySetResult())
            Environment.Exit(ExitCode.Interrupted);
    }
}
