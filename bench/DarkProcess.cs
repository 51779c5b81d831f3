using System.Diagnostics;
using System.Globalization;

namespace DarkLang.Bench;

/// <summary>Runs the binary as a user does and watches it from outside.</summary>
internal static class DarkProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Runs it to its end. Its time is that of the whole process, from before its start.</summary>
    public static Usage Run(string dark, params string[] arguments)
    {
        var begun = Stopwatch.GetTimestamp();
        using var process = Start(dark, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        var usage = new Usage(TimeSpan.Zero, TimeSpan.Zero, 0);
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(50)))
        {
            usage = Look(process, usage);
            if (Stopwatch.GetElapsedTime(begun) > Patience)
            {
                process.Kill();
                throw new TimeoutException($"dark {string.Join(' ', arguments)} did not end within {Patience}");
            }
        }
        var time = Stopwatch.GetElapsedTime(begun);
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"dark {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output.GetAwaiter().GetResult()}\n{errors.GetAwaiter().GetResult()}");
        return usage with { Time = time };
    }

    public static Process Start(string dark, params string[] arguments)
    {
        var info = new ProcessStartInfo(dark, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(info) ?? throw new InvalidOperationException($"{dark} did not start");
    }

    /// <summary>The kernel counts on its own, so the last look before the end holds everything before it.</summary>
    private static Usage Look(Process process, Usage before)
    {
        try
        {
            var peak = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return peak is null ? before : new Usage(before.Time, process.TotalProcessorTime, 1024 * long.Parse(
                peak["VmHWM:".Length..^"kB".Length], CultureInfo.InvariantCulture));
        }
        catch (Exception ended) when (ended is IOException or InvalidOperationException)
        {
            return before;
        }
    }
}

/// <param name="Time">By the wall clock.</param>
/// <param name="Processor">On all processors.</param>
internal sealed record Usage(TimeSpan Time, TimeSpan Processor, long PeakBytes);
