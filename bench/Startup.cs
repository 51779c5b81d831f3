using System.Diagnostics;

namespace DarkLang.Bench;

/// <summary>From the start of the process to the line that says its first message was handled, in an empty store.</summary>
internal sealed class Startup(Repository repository, Scratch scratch) : Subject
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public override string Name => "startup";

    public override Result Measure(int runs) => Median(Math.Max(runs, 5), Run);

    private Result Run()
    {
        var begun = Stopwatch.GetTimestamp();
        using var process = DarkProcess.Start(
            repository.Dark, "run", Path.Combine(repository.Root, "examples", "heartbeat.dark"), "--data", scratch.NewFolder());
        using var handled = new ManualResetEventSlim();
        process.OutputDataReceived += (_, line) => Look(line.Data);
        process.ErrorDataReceived += (_, line) => Look(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var happened = handled.Wait(Patience);
        var time = Stopwatch.GetElapsedTime(begun);
        process.Kill();
        process.WaitForExit();
        return happened
            ? new Result("dark run examples/heartbeat.dark to its first handled message", null, time, Durable: true)
            : throw new TimeoutException("the canvas handled nothing");

        void Look(string? line)
        {
            if (line?.Contains("my-worker", StringComparison.Ordinal) == true && line.Contains("handled ", StringComparison.Ordinal))
                handled.Set();
        }
    }
}
