namespace DarkLang.Bench;

/// <summary>A store full of messages that wait is opened again: how long until it is ready, and in how much memory.</summary>
internal sealed class Backlog(Repository repository, Scratch scratch) : Subject
{
    /// <summary>100 batches of 10 steps of 1 000: see the canvas.</summary>
    private const long Messages = 100 * 10 * 1_000;

    public override string Name => "backlog";

    public override Result Measure(int runs)
    {
        var data = scratch.NewFolder();
        string[] command = ["run", Path.Combine(repository.Root, "bench", "backlog.dark"), "--once", "--data", data];
        DarkProcess.Run(repository.Dark, command);
        var result = Median(runs, () =>
        {
            var usage = DarkProcess.Run(repository.Dark, command);
            return new Result(
                "dark run --once on a store with 1 000 000 that wait",
                Messages,
                usage.Time,
                Durable: true,
                usage.Processor,
                usage.PeakBytes,
                Scratch.SizeOf(data));
        });
        Directory.Delete(data, recursive: true);
        return result;
    }
}
