using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace DarkLang.Bench;

/// <summary>
/// A queue on SQLite as well as one can: WAL, synchronous FULL, prepared statements, one writer that commits whatever waits (at most 1 000)
/// with one sync. An emit is an insert, a settle a delete by row id; the handler does nothing.
/// </summary>
internal sealed class SqliteQueue(Scratch scratch, int emitters, int messages, int eventBytes) : Subject
{
    public const string What = "SQLite";

    private const int MostAtOnce = 1_000;

    public override string Name => "sqlite";

    public override Result Measure(int runs) => Median(runs, () => Run().GetAwaiter().GetResult());

    private async Task<Result> Run()
    {
        var folder = scratch.NewFolder();
        using var waiting = new BlockingCollection<TaskCompletionSource>();
        using var done = new CountdownEvent(messages);
        var writer = new Thread(() => Write(Path.Combine(folder, "queue.sqlite"), waiting, done)) { IsBackground = true };
        writer.Start();
        var meter = Meter.Start();
        var waits = await Acknowledged.Emit(emitters, messages, _ =>
        {
            var acknowledged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add(acknowledged);
            return acknowledged.Task;
        }).ConfigureAwait(false);
        waiting.CompleteAdding();
        done.Wait();
        var (time, processor) = (meter.Time, meter.Processor);
        writer.Join();
        return new Result($"{What} WAL FULL, group commit, {eventBytes} B, {emitters} emitters; {Acknowledged.Percentiles(waits)}", messages, time, Durable: true, processor, FileBytes: Scratch.SizeOf(folder))
        {
            Setting = (emitters, eventBytes),
        };
    }

    private void Write(string path, BlockingCollection<TaskCompletionSource> waiting, CountdownEvent done)
    {
        using var database = new SqliteConnection($"Data Source={path};Pooling=False");
        database.Open();
        database.Execute("pragma journal_mode=wal; pragma synchronous=full; create table job(id integer primary key, event blob)");
        using var insert = database.Prepared("insert into job(event) values ($p) returning id", new byte[eventBytes]);
        using var delete = database.Prepared("delete from job where id = $p", 0L);
        var batch = new List<TaskCompletionSource>();
        var emitted = new Queue<long>();
        while (emitted.Count > 0 || waiting.TryTake(out var first, Timeout.Infinite) && Begin(batch, first))
        {
            while (batch.Count < MostAtOnce && waiting.TryTake(out var next))
                batch.Add(next);
            var settled = emitted.Count;
            database.Execute("begin immediate");
            for (var i = 0; i < settled; i++)
            {
                delete.Parameters[0].Value = emitted.Dequeue();
                delete.ExecuteNonQuery();
            }
            foreach (var _ in batch)
                emitted.Enqueue((long)insert.ExecuteScalar()!);
            database.Execute("commit");
            batch.ForEach(b => b.SetResult());
            batch.Clear();
            if (settled > 0)
                done.Signal(settled);
        }
    }

    private static bool Begin(List<TaskCompletionSource> batch, TaskCompletionSource first)
    {
        batch.Add(first);
        return true;
    }
}
