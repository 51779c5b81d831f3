using System.Diagnostics;
using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;

namespace DarkLang.Bench;

/// <summary>Jobs that do nothing on a PostgreSQL that syncs every commit.</summary>
internal sealed class HangfirePostgres : Subject
{
    private const int Messages = 500;

    /// <summary>Each waits for its enqueue before the next.</summary>
    private const int Emitters = 16;

    public override string Name => "hangfire-postgres";

    public override string? Missing => Postgres.Missing;

    public override Result Measure(int runs)
    {
        using var server = Postgres.Start();
        return Median(runs, () => Run(server).GetAwaiter().GetResult());
    }

    private static async Task<Result> Run(Postgres server)
    {
        var options = new PostgreSqlStorageOptions { QueuePollInterval = TimeSpan.FromMilliseconds(50) };
        var storage = new PostgreSqlStorage(new NpgsqlConnectionFactory(server.NewDatabase(), options), options);
        using var job = new HangfireJob(Messages);
        var client = new BackgroundJobClient(storage);
        using var jobs = new BackgroundJobServer(new BackgroundJobServerOptions { Activator = new HangfireJob.Activator(job) }, storage);
        var begun = Stopwatch.GetTimestamp();
        var waits = await Acknowledged.Emit(Emitters, Messages, _ => Task.FromResult(client.Enqueue<HangfireJob>(j => j.Run())))
            .ConfigureAwait(false);
        job.Wait();
        return new Result(
            $"Hangfire.PostgreSql, no-op jobs, {Emitters} emitters; {Acknowledged.Percentiles(waits)}",
            Messages,
            Stopwatch.GetElapsedTime(begun),
            Durable: true,
            FileBytes: server.Size);
    }
}
