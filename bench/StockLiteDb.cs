using System.Diagnostics;
using LiteDB;

namespace DarkLang.Bench;

/// <summary>A queue as a newcomer writes it: one document per message with a state; find, update, delete.</summary>
internal sealed class StockLiteDb(Scratch scratch) : Subject
{
    public const string What = "stock LiteDB, a document per message";

    private const int Messages = 2_000;

    public override string Name => "litedb";

    public override Result Measure(int runs) => Median(Math.Min(runs, 3), Run);

    private Result Run()
    {
        var folder = scratch.NewFolder();
        var begun = Stopwatch.GetTimestamp();
        using (var database = new LiteDatabase(Path.Combine(folder, "queue.db")))
        {
            var jobs = database.GetCollection("jobs");
            jobs.EnsureIndex("state");
            for (var i = 0; i < Messages; i++)
                jobs.Insert(new BsonDocument { ["state"] = "ready", ["payload"] = new string('x', 200) });
            while (jobs.FindOne(Query.EQ("state", "ready")) is { } job)
            {
                job["state"] = "running";
                jobs.Update(job);
                jobs.Delete(job["_id"]);
            }
        }
        // Not durable when acknowledged: its log is written behind the caller's back.
        return new Result(What, Messages, Stopwatch.GetElapsedTime(begun), Durable: false, FileBytes: Scratch.SizeOf(folder));
    }
}
