using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DarkLang.Runtime.Storage;

namespace DarkLang.Ledger.Tests;

/// <summary>A <c>dark run</c> that will be killed.</summary>
internal sealed class CanvasProcess : IDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10);

    private readonly Process _process;
    private readonly string _data;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private CanvasProcess(Process process, string data)
    {
        _process = process;
        _data = data;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public bool HasEnded => _process.HasExited;

    public static CanvasProcess Start(string canvas, string data, Kill? kill)
    {
        var environment = new Dictionary<string, string>();
        if (kill is Kill.AtStep step)
            environment[CrashPoints.Variable] = step.ToString();
        return new CanvasProcess(DarkBinary.Start(environment, "run", canvas, "--data", data), data);
    }

    /// <summary>Returns true once it listens, false if it has ended before that.</summary>
    public bool WaitUntilItListens()
    {
        while (!_process.WaitForExit(Glance))
        {
            if (Listens())
                return true;
        }
        return false;
    }

    /// <summary>Returns whether it ended by itself within that time.</summary>
    public bool WaitForEnd(TimeSpan time) => _process.WaitForExit(time);

    /// <summary>Sends SIGTERM: the process stops in good order, and moves its log into its data file.</summary>
    public void AskToStop()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Sends SIGKILL; returns false if the process had already ended.</summary>
    public bool Kill()
    {
        if (_process.HasExited)
            return false;
        _process.Kill();
        _process.WaitForExit();
        return true;
    }

    /// <summary>Waits for its end, which must be a SIGKILL, or regular if it was asked to stop.</summary>
    /// <returns>Whether it was killed.</returns>
    public async Task<bool> ExpectEnd(bool mayStop)
    {
        const int killed = 128 + 9;
        await _process.WaitForExitAsync();
        if (_process.ExitCode != killed && !(mayStop && _process.ExitCode == 0))
            throw new InvalidOperationException($"dark run ended by itself with {_process.ExitCode}:\n{await _output}\n{await _errors}");
        return _process.ExitCode == killed;
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    /// <summary>The address of a killed process may still be there; the process id distinguishes them.</summary>
    private bool Listens()
    {
        try
        {
            using var address = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_data, "control.json")));
            return address.RootElement.GetProperty("processId").GetInt32() == _process.Id;
        }
        catch (Exception fault) when (fault is IOException or JsonException)
        {
            return false;
        }
    }
}
