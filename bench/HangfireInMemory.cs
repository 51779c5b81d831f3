using System.Diagnostics;
using Hangfire;
using Hangfire.InMemory;

namespace DarkLang.Bench;

/// <summary>Jobs that do nothing on the storage that stores nothing: the fastest Hangfire there is.</summary>
internal sealed class HangfireInMemory : Subject
{
    private const int Messages = 20_000;

    public override string Name => "hangfire";

    public override Result Measure(int runs) => Median(runs, Run);

    private static Result Run()
    {
        using var storage = new InMemoryStorage();
        using var job = new HangfireJob(Messages);
        var client = new BackgroundJobClient(storage);
        var begun = Stopwatch.GetTimestamp();
        using (new BackgroundJobServer(new BackgroundJobServerOptions { Activator = new HangfireJob.Activator(job) }, storage))
        {
            for (var i = 0; i < Messages; i++)
                client.Enqueue<HangfireJob>(j => j.Run());
            job.Wait();
            return new Result("Hangfire.InMemory, no-op jobs", Messages, Stopwatch.GetElapsedTime(begun), Durable: false);
        }
    }
}
