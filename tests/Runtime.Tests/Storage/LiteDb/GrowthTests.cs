using System.Globalization;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;

namespace DarkLang.Runtime.Tests.Storage.LiteDb;

/// <summary>The size of the files depends on what waits, not on what has passed through.</summary>
public sealed class GrowthTests : IDisposable
{
    /// <summary>The number of messages to pass through, such as 10000000.</summary>
    private const string Messages = "DARK_GROWTH_MESSAGES";

    private const int Few = 100_000;
    private const int Depth = 5_000;
    private const int PerCommit = 500;

    /// <summary>How many pages of the history are kept, each with the messages of one commit.</summary>
    private const int Pages = 50;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_files_are_not_larger_after_many_messages_than_after_few()
    {
        var many = Environment.GetEnvironmentVariable(Messages) is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : 300_000;
        // The log is moved into the data file earlier than usual, so that both have their full size at the first measurement.
        var limits = StoreLimits.Default with { CheckpointAtBytes = 2 << 20 };
        var (data, log) = StoreFolder.OpenFiles(_folder.Path, CrashPoints.None);
        using var store = new LiteDbStore(new Database(data, log, CrashPoints.None, limits), _folder.Path, limits);
        store.Load();
        var waiting = new Queue<Message>();
        Pass(store, waiting, 0, Few);
        var early = Size();
        Pass(store, waiting, Few, many);
        var late = Size();
        TestContext.Current.TestOutputHelper?.WriteLine($"{early} bytes after {Few} messages, {late} after {many}");
        Assert.Equal(Depth, waiting.Count);
        Assert.True(late <= early, $"{early} bytes after {Few} messages, {late} after {many}");
    }

    public void Dispose() => _folder.Dispose();

    private static void Pass(LiteDbStore store, Queue<Message> waiting, int from, int to)
    {
        var changes = new List<Change>();
        for (var number = from; number < to; number++)
        {
            var message = Facts.Message(number, size: 100);
            waiting.Enqueue(message);
            changes.Add(new MessageEnqueued(message));
            if (waiting.Count > Depth)
                changes.Add(new MessageSettled(waiting.Dequeue(), Settlement.Done));
            if (number % PerCommit != PerCommit - 1)
                continue;
            var page = number / PerCommit;
            changes.Add(Facts.HistoryPage(page, PerCommit));
            if (page >= Pages)
                changes.Add(new HistoryDropped(Facts.HistoryPage(page - Pages, 1).Page));
            store.Commit(changes);
            changes.Clear();
        }
    }

    private long Size() => Directory.GetFiles(_folder.Path).Sum(file => new FileInfo(file).Length);
}
