using System.Diagnostics;

namespace DarkLang.Cli.Tests;

/// <summary>What a run of the real binary left: nothing in it is shared with the tests' own process.</summary>
internal sealed record DarkRun(int ExitCode, string Out, string Error)
{
    /// <summary>As a transcript, for golden files.</summary>
    public string Transcript(string commandLine) =>
        $"$ {commandLine}\n{Out}{(Error.Length == 0 ? "" : $"-- stderr\n{Error}")}-- exit {ExitCode}\n";
}

internal static class Dark
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Task<DarkRun> Run(string folder, params string[] arguments) => Run(folder, null, arguments);

    public static async Task<DarkRun> Run(
        string folder, string? input, string[] arguments, params (string Name, string Value)[] environment)
    {
        using var process = Start(folder, arguments, environment);
        if (input is not null)
            await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return new DarkRun(process.ExitCode, await output, await error);
    }

    /// <summary>A line of shell in which <c>dark</c> is the binary: for bytes that are no text.</summary>
    public static async Task<DarkRun> Shell(string folder, string line)
    {
        var start = new ProcessStartInfo("sh", ["-c", line])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("DARK_DATA");
        start.Environment["PATH"] = $"{AppContext.BaseDirectory}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return new DarkRun(process.ExitCode, await output, await error);
    }

    public static string Binary { get; } = Path.Combine(AppContext.BaseDirectory, "dark");

    public static Process Start(string folder, string[] arguments, params (string Name, string Value)[] environment) =>
        StartProgram(Binary, folder, arguments, environment);

    public static Process StartProgram(
        string program, string folder, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("DARK_DATA");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
