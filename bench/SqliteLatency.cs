using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace DarkLang.Bench;

/// <summary>
/// The same on SQLite, WAL, synchronous FULL, without polling: the emit inserts and commits, then wakes a consumer that claims the message with an update and a
/// commit, begins, and deletes it with another. One writer commits whatever waits. Two figures: until the consumer is awake, which is all that a queue in memory
/// needs, and until it has claimed.
/// </summary>
internal sealed class SqliteLatency(Scratch scratch, Pace pace) : Subject
{
    private const int EventBytes = 200;

    private readonly EmitTimes<long> _awake = new(pace.Messages + Pace.WarmUp.Messages, Pace.WarmUp.Messages);
    private readonly EmitTimes<long> _claimed = new(pace.Messages + Pace.WarmUp.Messages, Pace.WarmUp.Messages);

    public override string Name => EngineLatency.SubjectName;

    public override Result Measure(int runs) => Run().GetAwaiter().GetResult();

    private async Task<Result> Run()
    {
        var folder = scratch.NewFolder();
        using var requests = new BlockingCollection<Request>();
        using var emitted = new SemaphoreSlim(0);
        var writer = new Thread(() => Write(Path.Combine(folder, "queue.sqlite"), requests)) { IsBackground = true };
        writer.Start();
        var consuming = Task.Run(() => Consume(requests, emitted));
        await Pace.WarmUp.Run(Emit).ConfigureAwait(false);
        var meter = Meter.Start();
        await pace.Run(number => Emit(Pace.WarmUp.Messages + number)).ConfigureAwait(false);
        await consuming.ConfigureAwait(false);
        requests.CompleteAdding();
        writer.Join();
        var (time, processor) = (meter.Time, meter.Processor);
        return new Result(
            $"emit to start, {pace.Name}: SQLite, awake {Acknowledged.Percentiles(_awake.Waits())}; claimed {Acknowledged.Percentiles(_claimed.Waits())}",
            pace.Messages, time, Durable: true, processor, FileBytes: Scratch.SizeOf(folder));

        async Task Emit(int number)
        {
            _awake.Emitting(number);
            _claimed.Emitting(number);
            var id = await Ask(requests, Statement.Insert).ConfigureAwait(false);
            emitted.Release();
            _awake.Emitted(number, id);
            _claimed.Emitted(number, id);
        }
    }

    private async Task Consume(BlockingCollection<Request> requests, SemaphoreSlim emitted)
    {
        var deletes = new List<Task>();
        for (var i = 0; i < pace.Messages + Pace.WarmUp.Messages; i++)
        {
            await emitted.WaitAsync().ConfigureAwait(false);
            var awakeAt = EmitTimes<long>.Now;
            var id = await Ask(requests, Statement.Claim).ConfigureAwait(false);
            _claimed.Begun(id, EmitTimes<long>.Now);
            _awake.Begun(id, awakeAt);
            deletes.Add(Ask(requests, Statement.Delete, id));
        }
        await Task.WhenAll(deletes).ConfigureAwait(false);
    }

    /// <summary>Done when it is committed; gives the id of the message.</summary>
    private static Task<long> Ask(BlockingCollection<Request> requests, Statement statement, long id = 0)
    {
        var request = new Request(statement, id, new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
        requests.Add(request);
        return request.Done.Task;
    }

    private static void Write(string path, BlockingCollection<Request> requests)
    {
        using var database = new SqliteConnection($"Data Source={path};Pooling=False");
        database.Open();
        database.Execute(
            "pragma journal_mode=wal; pragma synchronous=full; create table job(id integer primary key autoincrement, event blob, claimed integer); create index waiting on job(claimed, id)");
        using var insert = database.Prepared("insert into job(event, claimed) values ($p, 0) returning id", new byte[EventBytes]);
        using var claim =
            database.Prepared("update job set claimed = 1 where id = (select min(id) from job where claimed = $p) returning id", 0L);
        using var delete = database.Prepared("delete from job where id = $p returning id", 0L);
        var batch = new List<(Request Request, long Id)>();
        while (requests.TryTake(out var next, Timeout.Infinite))
        {
            database.Execute("begin immediate");
            do
            {
                delete.Parameters[0].Value = next.Id;
                var command = next.Statement switch { Statement.Insert => insert, Statement.Claim => claim, _ => delete };
                batch.Add((next, (long)command.ExecuteScalar()!));
            }
            while (requests.TryTake(out next));
            database.Execute("commit");
            batch.ForEach(done => done.Request.Done.SetResult(done.Id));
            batch.Clear();
        }
    }

    private enum Statement
    {
        Insert,
        Claim,
        Delete,
    }

    private sealed record Request(Statement Statement, long Id, TaskCompletionSource<long> Done);
}
