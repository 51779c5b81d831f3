using Hangfire;

namespace DarkLang.Bench;

/// <summary>A job that does nothing but count down; Hangfire makes no other of its kind.</summary>
internal sealed class HangfireJob(int count) : IDisposable
{
    private readonly CountdownEvent _left = new(count);

    public void Run() => _left.Signal();

    public void Wait() => _left.Wait();

    public void Dispose() => _left.Dispose();

    internal sealed class Activator(HangfireJob job) : JobActivator
    {
        public override object ActivateJob(Type jobType) => job;

        public override JobActivatorScope BeginScope(JobActivatorContext context) => new Scope(job);
    }

    /// <summary>Hangfire's own scope disposes of the job after its first run; this one is shared by all of them.</summary>
    private sealed class Scope(HangfireJob job) : JobActivatorScope
    {
        public override object Resolve(Type type) => job;
    }
}
