using System.Diagnostics;

namespace DarkLang.Ledger.Tests;

/// <summary>The real binary, built beside this test in the same configuration.</summary>
internal static class DarkBinary
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    private static readonly string FilePath = Find();

    public static Process Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var info = new ProcessStartInfo(FilePath, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        return Process.Start(info) ?? throw new InvalidOperationException($"{FilePath} did not start");
    }

    /// <summary>Runs it to its end with an input, and returns its output.</summary>
    public static async Task<DarkReply> Run(string input, params string[] arguments)
    {
        using var process = Start(new Dictionary<string, string>(), arguments);
        using var timeout = new CancellationTokenSource(Timeout);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await Feed(process, input);
            await process.WaitForExitAsync(timeout.Token);
            return new DarkReply($"dark {string.Join(' ', arguments)}", process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"dark {string.Join(' ', arguments)} did not end within {Timeout}");
        }
    }

    private static async Task Feed(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all of the input; its exit code says why.
        }
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        var build = Path.Combine("bin", folder.Parent!.Name, folder.Name);
        for (; folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "DarkLang.sln")))
                continue;
            var binary = Path.Combine(folder.FullName, "src", "Cli", build, "dark");
            return File.Exists(binary) ? binary : throw new FileNotFoundException($"there is no binary at {binary}", binary);
        }
        throw new DirectoryNotFoundException($"there is no DarkLang.sln above {AppContext.BaseDirectory}");
    }
}

internal sealed record DarkReply(string Command, int ExitCode, string Output, string Errors)
{
    /// <summary>Returns the output of a command, which must succeed or end with one of these codes.</summary>
    public string Expect(params ReadOnlySpan<int> codes) =>
        (codes.IsEmpty ? ExitCode == 0 : codes.Contains(ExitCode))
            ? Output
            : throw new InvalidOperationException($"{Command} ended with {ExitCode}:\n{Output}\n{Errors}");
}
