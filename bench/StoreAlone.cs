using System.Diagnostics;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;

namespace DarkLang.Bench;

/// <summary>The store without an engine: an emit and a settle for each message, a thousand of each to a commit, as a busy engine sends them.</summary>
internal sealed class StoreAlone(Scratch scratch) : Subject
{
    private const int Messages = 200_000;
    private const int MessagesPerCommit = 1_000;

    public override string Name => "store";

    public override Result Measure(int runs) => Median(runs, Run);

    private Result Run()
    {
        var folder = scratch.NewFolder();
        var begun = Stopwatch.GetTimestamp();
        using (var store = LiteDbStore.Open(
            folder, new StoreOwner(Environment.ProcessId, "bench", TimeProvider.System.GetUtcNow(), "localhost", ControlSocket: null)))
        {
            store.Load();
            IReadOnlyList<Message> emitted = [];
            for (var i = 0; i < Messages / MessagesPerCommit; i++)
            {
                var settled = emitted;
                emitted = NewMessages(i);
                store.Commit(
                    [.. settled.Select(m => new MessageSettled(m, Settlement.Done)), .. emitted.Select(m => new MessageEnqueued(m))]);
            }
            store.Commit([.. emitted.Select(m => new MessageSettled(m, Settlement.Done))]);
        }
        return new Result(
            "dark's store alone, commits of 1 000",
            Messages,
            Stopwatch.GetElapsedTime(begun),
            Durable: true,
            FileBytes: Scratch.SizeOf(folder));
    }

    private static List<Message> NewMessages(int commit)
    {
        var now = TimeProvider.System.GetUtcNow();
        return [.. Enumerable.Range(0, MessagesPerCommit).Select(i => new Message
        {
            Id = new Guid(commit, 0, 0, 0, 0, 0, 0, (byte)(i >> 24), (byte)(i >> 16), (byte)(i >> 8), (byte)i),
            Handler = HandlerId.Worker("price"),
            Event = new byte[200],
            EmittedAt = now,
            FirstDue = now,
            EmittedFrom = "fanout.dark:22:5",
        })];
    }
}
