using DarkLang.Runtime.Control;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;
using DarkLang.Runtime.Tests.Engines;

namespace DarkLang.Runtime.Tests.Storage.LiteDb;

public sealed class BackupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Target => Path.Combine(_folder.Path, "copy");

    private string Here => Path.Combine(_folder.Path, "here");

    [Fact]
    public void A_copy_is_the_store_as_it_was_at_the_start_of_the_copy()
    {
        using var store = LiteDbStore.Open(Here, LiteDbStoreTests.Owner);
        store.Load();
        for (var i = 1; i <= 20; i++)
            store.Commit([new MessageEnqueued(Facts.Message(i))]);
        using (var copy = store.BeginCopy())
        {
            // Enough to trigger a checkpoint if one were possible.
            for (var i = 21; i <= 60; i++)
                store.Commit([new MessageEnqueued(Facts.Message(i, size: 1_000_000))]);
            Directory.CreateDirectory(Target);
            copy.Write(Target, TestContext.Current.CancellationToken);
        }

        store.Commit([new MessageEnqueued(Facts.Message(61))]);
        using var copied = LiteDbStore.Open(Target, LiteDbStoreTests.Owner);
        var contents = copied.Load();
        Assert.Empty(contents.Damage);
        Assert.Equal(Enumerable.Range(1, 20).Select(Facts.Id), contents.Messages.Select(m => m.Id));
    }

    [Fact]
    public void A_store_that_is_closed_during_a_copy_does_not_wait_and_the_copy_fails()
    {
        StoreCopy copy;
        using (var store = LiteDbStore.Open(Here, LiteDbStoreTests.Owner))
        {
            store.Load();
            copy = store.BeginCopy();
            Assert.Throws<StoreException>(store.BeginCopy);
            store.Commit([new MessageEnqueued(Facts.Message(1))]);
        }

        Directory.CreateDirectory(Target);
        var refused = Assert.Throws<StoreException>(() => copy.Write(Target, TestContext.Current.CancellationToken));
        Assert.Contains("no backup was made: the store was closed", refused.Message, StringComparison.Ordinal);
        using var again = LiteDbStore.Open(Here, LiteDbStoreTests.Owner);
        Assert.Equal([Facts.Id(1)], again.Load().Messages.Select(m => m.Id));
    }

    [Fact]
    public async Task A_backup_that_can_not_be_opened_leaves_nothing_behind()
    {
        var refused = await Assert.ThrowsAsync<StoreException>(() => StoreBackup.Make(Target, LiteDbStoreTests.Owner, folder =>
            File.WriteAllTextAsync(Path.Combine(folder, "store.log"), "not a log", TestContext.Current.CancellationToken)));
        Assert.Contains("no backup was made", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_backup_under_load_holds_everything_acknowledged_before_it_and_no_half_commits()
    {
        using var canvas = Running.Open("worker other\n  event\n", LiteDbStore.Open(Here, LiteDbStoreTests.Owner));
        using var enough = new CancellationTokenSource();
        var acknowledged = Enumerable.Range(0, 4).Select(_ => new CountSignal()).ToArray();
        var emitters = Enumerable.Range(0, acknowledged.Length).Select(emitter => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                var number = acknowledged[emitter].Count;
                // Two in one emit: a copy that holds one of them holds both.
                await canvas.Control.Ask(Operations.Emit, [Request(emitter, number), Request(emitter, number + 1)], CancellationToken.None);
                acknowledged[emitter].Add(2);
            }
        })).ToArray();
        await Task.WhenAll(acknowledged.Select(count => count.Reaches(22)));

        var before = acknowledged.Select(count => count.Count).ToArray();
        var report = await StoreBackup.Make(
            Target, LiteDbStoreTests.Owner, folder => canvas.Ask(Operations.Backup, new(folder)));
        await enough.CancelAsync();
        await Task.WhenAll(emitters);

        using var copied = LiteDbStore.Open(Target, LiteDbStoreTests.Owner);
        var found = copied.Load().Messages.GroupBy(m => m.Handler.Name).ToDictionary(m => m.Key, m => m.Count());
        Assert.Equal(report.Messages, found.Values.Sum());
        for (var emitter = 0; emitter < acknowledged.Length; emitter++)
        {
            Assert.InRange(found["lost" + emitter], before[emitter], acknowledged[emitter].Count);
            Assert.Equal(0, found["lost" + emitter] % 2);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static EmitRequest Request(int emitter, int number) =>
        new("lost" + emitter, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
