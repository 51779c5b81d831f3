namespace DarkLang.Bench;

/// <summary>The real binary on a real canvas, with its store on the disk and traces on: what a user gets.</summary>
internal sealed class FanOut(Repository repository, Scratch scratch) : Subject
{
    public const string What = "dark run --once, bench/fanout.dark";

    /// <summary>20 batches of 500 steps of 99 orders, the steps, and the cron: see the canvas.</summary>
    private const long Messages = 20 * 500 * (99 + 1) + 1;

    public override string Name => "dark";

    public override Result Measure(int runs) => Median(runs, () =>
    {
        var data = scratch.NewFolder();
        var usage =
            DarkProcess.Run(repository.Dark, "run", Path.Combine(repository.Root, "bench", "fanout.dark"), "--once", "--data", data);
        var result = new Result(What, Messages, usage.Time, Durable: true, usage.Processor, usage.PeakBytes, Scratch.SizeOf(data));
        Directory.Delete(data, recursive: true);
        return result;
    });
}
