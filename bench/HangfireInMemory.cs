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
        using var job = new Job(Messages);
        var client = new BackgroundJobClient(storage);
        var begun = Stopwatch.GetTimestamp();
        using (new BackgroundJobServer(new BackgroundJobServerOptions { Activator = new Activator(job) }, storage))
        {
            for (var i = 0; i < Messages; i++)
                client.Enqueue<Job>(j => j.Run());
            job.Wait();
            return new Result("Hangfire.InMemory, no-op jobs", Messages, Stopwatch.GetElapsedTime(begun), Durable: false);
        }
    }

    internal sealed class Job(int count) : IDisposable
    {
        private readonly CountdownEvent _left = new(count);

        public void Run() => _left.Signal();

        public void Wait() => _left.Wait();

        public void Dispose() => _left.Dispose();
    }

    private sealed class Activator(Job job) : JobActivator
    {
        public override object ActivateJob(Type jobType) => job;

        public override JobActivatorScope BeginScope(JobActivatorContext context) => new Scope(job);
    }

    /// <summary>Hangfire's own scope disposes of the job after its first run; this one is shared by all of them.</summary>
    private sealed class Scope(Job job) : JobActivatorScope
    {
        public override object Resolve(Type type) => job;
    }
}
