using System.Diagnostics;
using System.Globalization;
using DarkLang.Runtime.Control;

namespace DarkLang.Ledger.Tests;

/// <summary>A <c>dark run</c> under observation.</summary>
internal sealed class SoakProcess : IDisposable
{
    private readonly Process _process;
    private readonly string _data;
    private readonly Task _output;
    private readonly Task<string> _errors;
    private TimeSpan _processor;

    private SoakProcess(Process process, string data)
    {
        _process = process;
        _data = data;
        _output = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static async Task<(SoakProcess Process, IControlClient Control)> Start(string canvas, string data)
    {
        var process = new SoakProcess(DarkBinary.Start(new Dictionary<string, string>(), "run", canvas, "--data", data), data);
        while (!process._process.WaitForExit(TimeSpan.FromMilliseconds(20)))
        {
            if (await HttpControlClient.TryConnect(data, CancellationToken.None) is { } control)
                return (process, control);
        }
        throw await process.Ended();
    }

    /// <summary>Fails if the process has ended. It may answer late, or not at all.</summary>
    public async Task ExpectRunning()
    {
        if (_process.HasExited)
            throw await Ended();
    }

    public SoakRow Look(int number, SoakPromise emitted, long waiting, (IReadOnlyList<TimeSpan> Emits, IReadOnlyList<TimeSpan> Ends) times)
    {
        _process.Refresh();
        var before = _processor;
        _processor = _process.TotalProcessorTime;
        return new SoakRow(
            number,
            emitted,
            waiting,
            _process.WorkingSet64,
            _process.PeakWorkingSet64,
            Files(),
            _processor - before,
            times.Emits,
            times.Ends);
    }

    /// <summary>Stops the process for a while, as on a machine without processor time, while another action starts.</summary>
    public async Task Hold(Func<Task> meanwhile, TimeSpan time)
    {
        await Signal("STOP");
        var going = meanwhile();
        _process.WaitForExit(time);
        await Signal("CONT");
        await going;
    }

    /// <summary>Sends SIGTERM, after which the process must end in good order.</summary>
    public async Task Stop()
    {
        await Signal("TERM");
        await _process.WaitForExitAsync();
        await _output;
        if (_process.ExitCode != 0)
            throw await Ended();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private async Task Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private async Task<Exception> Ended() => new InvalidOperationException($"dark run ended with {_process.ExitCode}:\n{await _errors}");

    /// <summary>Sums up the files of the store. A file may be replaced by another meanwhile.</summary>
    private long Files() => new DirectoryInfo(_data).EnumerateFiles().Sum(file => file.Exists ? file.Length : 0);
}
