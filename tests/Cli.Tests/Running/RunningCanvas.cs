using System.Diagnostics;

namespace DarkLang.Cli.Tests.Running;

/// <summary>A <c>dark run</c> in a process of its own; it is killed at the end of the test if it still lives.</summary>
internal sealed class RunningCanvas : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private RunningCanvas(Process process) => _process = process;

    public static async Task<RunningCanvas> Start(string folder, params string[] arguments)
    {
        var canvas = new RunningCanvas(Dark.Start(folder, ["run", .. arguments]));
        await canvas.UntilError("dark runs ");
        return canvas;
    }

    /// <param name="files">The number of files and connections that the process may open.</param>
    public static async Task<RunningCanvas> StartWithFewFiles(int files, string folder, params string[] arguments)
    {
        var canvas = new RunningCanvas(
            Dark.StartProgram("sh", folder, ["-c", $"ulimit -n {files}; exec \"$0\" run \"$@\"", Dark.Binary, .. arguments]));
        await canvas.UntilError("dark runs ");
        return canvas;
    }

    /// <summary>Another program that goes on until it is ended.</summary>
    public static RunningCanvas Of(Process process) => new(process);

    /// <summary>Another command that goes on until it is ended.</summary>
    public static RunningCanvas Beside(string folder, params string[] arguments) => new(Dark.Start(folder, arguments));

    public Task<string> UntilError(string text) => Until(_process.StandardError, text);

    public Task<string> UntilOut(string text) => Until(_process.StandardOutput, text);

    public async Task Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        await kill.WaitForExitAsync().WaitAsync(Patience);
    }

    public async Task<int> ExitCode()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<string> Until(StreamReader reader, string text)
    {
        var read = "";
        while (await reader.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            read += line + "\n";
            if (line.Contains(text, StringComparison.Ordinal))
                return line;
        }
        throw new InvalidDataException($"\"{text}\" never came:\n{read}");
    }
}
