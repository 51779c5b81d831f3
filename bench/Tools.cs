using System.Diagnostics;

namespace DarkLang.Bench;

/// <summary>Programs of this machine that a peer needs.</summary>
internal static class Tools
{
    /// <summary>In words, those that are not there; null when all are.</summary>
    public static string? Missing(params IReadOnlyList<string> names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var missing = names.Where(name => !folders.Any(folder => File.Exists(Path.Combine(folder, name)))).ToList();
        return missing.Count == 0 ? null : $"{string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} not on this machine";
    }

    public static Process Start(string name, IReadOnlyList<string> arguments)
    {
        // Somewhere that every user can be in.
        var info = new ProcessStartInfo(name, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        return Process.Start(info) ?? throw new InvalidOperationException($"{name} did not start");
    }

    /// <summary>Runs it to its end and gives what it printed. What it starts and leaves running may keep its output open.</summary>
    public static string Run(string name, IReadOnlyList<string> arguments)
    {
        using var process = Start(name, arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"{name} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output.GetAwaiter().GetResult()}\n{errors.GetAwaiter().GetResult()}");
        return output.GetAwaiter().GetResult();
    }
}
