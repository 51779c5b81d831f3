using System.Diagnostics;
using System.Globalization;
using DarkLang.Runtime.Control;

namespace DarkLang.Ledger.Tests;

/// <summary>A running <c>dark run</c> that is watched.</summary>
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
        throw new InvalidOperationException($"dark run ended with {process._process.ExitCode}:\n{await process._errors}");
    }

    public SoakRow Look(int number, long emitted, long waiting, IReadOnlyList<TimeSpan> emits, IReadOnlyList<TimeSpan> ends)
    {
        _process.Refresh();
        var before = _processor;
        _processor = _process.TotalProcessorTime;
        var files = Directory.EnumerateFiles(_data).Sum(file => new FileInfo(file).Length);
        return new SoakRow(number, emitted, waiting, _process.WorkingSet64, files, _processor - before, emits, ends);
    }

    /// <summary>SIGTERM; it must end in order.</summary>
    public async Task Stop()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        await _output;
        if (_process.ExitCode != 0)
            throw new InvalidOperationException($"dark run ended with {_process.ExitCode}:\n{await _errors}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
