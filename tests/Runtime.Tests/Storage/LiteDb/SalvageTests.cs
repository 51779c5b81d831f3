using System.Globalization;
using System.IO.Compression;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;
using DarkLang.Runtime.Storage.LiteDb.Files;
using DarkLang.Tests;

namespace DarkLang.Runtime.Tests.Storage.LiteDb;

/// <summary>A rebuild saves every commit and document that can be read, wherever the files are damaged, and names what is lost.</summary>
public sealed class SalvageTests : IDisposable
{
    private const int Messages = 9;
    private const int Seed = 20_261_130;

    private readonly TemporaryFolder _folder = new();

    private static int Salvages { get; } =
        int.Parse(Environment.GetEnvironmentVariable("DARK_SALVAGES") ?? "120", CultureInfo.InvariantCulture);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Garbled_bytes_anywhere_in_the_log_cost_at_most_the_commits_they_hit()
    {
        var files = Killed();
        var refused = 0;
        for (var offset = LogFormat.FirstGroup + 100; offset < files.Tail; offset += 3_000)
        {
            var store = Place(files.Data, Garble(files.Log, offset));
            refused += IsRefused(store, "dark doctor --rebuild") ? 1 : 0;
            var report = StoreRebuild.Rebuild(store, LiteDbStoreTests.Owner);
            var saved = Ids(store);
            // At the end of one commit, the bytes also hit the beginning of the next.
            Assert.True(saved.Count >= Messages - 2, $"only {saved.Count} messages were saved with garbled bytes at {offset}");
            if (saved.Count < Messages)
                Assert.Contains(report.Lost, lost => lost.Contains("of store.log (commit", StringComparison.Ordinal));
        }
        Assert.True(refused > Messages, $"only {refused} stores were refused");
    }

    [Fact]
    public void What_is_lost_in_the_log_is_named_with_its_place_its_handlers_and_their_number()
    {
        var files = Killed();
        var at = files.Log.AsSpan().IndexOf(Facts.Bytes(5, 3_000).AsSpan(1_000, 100));
        var report = StoreRebuild.Rebuild(Place(files.Data, Garble(files.Log, at)), LiteDbStoreTests.Owner);
        Assert.Contains(report.Lost, lost => lost.StartsWith("bytes ", StringComparison.Ordinal));
        Assert.Contains(
            "a part of the journal in store.log can't be read: it seems to have held 1 message of worker mail", report.Lost);
    }

    [Fact]
    public void A_log_without_a_readable_beginning_still_gives_its_commits()
    {
        var files = Killed();
        files.Log.AsSpan(0, 2 * LogFormat.BlockSize).Fill(0x5a);
        var store = Place(files.Data, files.Log);
        Assert.True(IsRefused(store, "dark doctor --rebuild"));
        StoreRebuild.Rebuild(store, LiteDbStoreTests.Owner);
        Assert.Equal(Messages, Ids(store).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a log\n")]
    public void A_log_that_is_something_else_costs_what_was_stored_since_the_last_checkpoint(string text)
    {
        var files = Closed();
        var store = Place(files.Data, System.Text.Encoding.UTF8.GetBytes(text));
        var report = StoreRebuild.Rebuild(store, LiteDbStoreTests.Owner);
        Assert.Equal(Messages, Ids(store).Count);
        Assert.Contains("store.log can't be read: what was stored since the last checkpoint is lost", report.Lost);
    }

    [Fact]
    public void A_data_file_cut_short_anywhere_gives_what_is_before_the_cut_and_says_how_much_is_missing()
    {
        var files = Closed();
        var most = 0;
        for (var length = 30 * LogFormat.PageSize; length < files.Data.Length; length += 5_000)
        {
            var store = Place(files.Data[..length], files.Log);
            var report = StoreRebuild.Rebuild(store, LiteDbStoreTests.Owner);
            Assert.Contains(report.Lost, lost => lost.StartsWith("store.db ends at page ", StringComparison.Ordinal));
            most = Math.Max(most, Ids(store).Count);
        }
        Assert.InRange(most, Messages - 2, Messages);
    }

    [Theory]
    [InlineData(0, 16)]
    [InlineData(LogFormat.PageSize, LogFormat.PageSize)]
    [InlineData(LogFormat.PageSize + 200, 64)]
    public void A_data_file_without_a_readable_beginning_gives_its_messages(int offset, int length)
    {
        var files = Closed();
        files.Data.AsSpan(offset, length).Fill(0x5a);
        var store = Place(files.Data, files.Log);
        Assert.True(IsRefused(store, "dark doctor --rebuild"));
        StoreRebuild.Rebuild(store, LiteDbStoreTests.Owner);
        Assert.Equal(Messages, Ids(store).Count);
    }

    [Fact]
    public void Files_of_two_times_give_what_each_of_them_holds()
    {
        var (old, now) = (Closed(), Killed());
        var store = Place(old.Data, now.Log);
        var report = StoreRebuild.Rebuild(store, LiteDbStoreTests.Owner);
        Assert.Equal(Messages, Ids(store).Count);
        Assert.Contains(report.Lost, lost => lost.Contains("do not belong together", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_foreign_files_are_refused_and_kept()
    {
        var store = Place(Facts.Bytes(1, 50_000), Facts.Bytes(2, 50_000));
        var refused = Assert.Throws<StoreException>(() => StoreRebuild.Rebuild(store, LiteDbStoreTests.Owner));
        Assert.Contains("a rebuild can't save it", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Facts.Bytes(1, 50_000), File.ReadAllBytes(Path.Combine(store, "store.db")));
    }

    /// <summary>Of a damaged header page, the numbers of the collections are those of a new store.</summary>
    [Fact]
    public void Stores_of_all_versions_number_their_collections_alike()
    {
        ZipFile.ExtractToDirectory(Golden.PathOf("stores", "early", ".zip"), _folder.Path);
        using var source = RebuildSource.Open(_folder.File("closed"));
        var early = JournalPage.CollectionsOf(source.Header);
        var now = JournalPage.CollectionsOf(StoreFolder.NewImage().AsSpan(0, LogFormat.PageSize));
        Assert.All(
            early.Where(collection => collection.Key != Documents.Quarantine),
            collection => Assert.Equal(now[collection.Key], collection.Value));
    }

    [Fact]
    public void Whatever_is_damaged_a_rebuild_gives_a_sound_store_without_anything_that_never_was()
    {
        var (disk, everStored, last) = Traffic();
        for (var number = 0; number < Salvages; number++)
        {
            var damaged = disk.Now();
            var damage = Damages.Do(damaged, new Random(Seed + number));
            var store = Place(Bytes(damaged.Data), Bytes(damaged.Log));
            var report = StoreRebuild.Rebuild(store, LiteDbStoreTests.Owner);
            using var rebuilt = LiteDbStore.Open(store, LiteDbStoreTests.Owner);
            var contents = rebuilt.Load();
            Assert.True(contents.Damage.Count == 0, $"damage {number}, {damage}: {string.Join('\n', contents.Damage)}");
            var found = contents.Messages.Select(Facts.Describe).ToList();
            var wrong = found.Find(message => !everStored.Contains(message));
            Assert.True(wrong is null, $"damage {number}, {damage}: a message that never was: {wrong}\n{string.Join('\n', report.Lost)}");
            Assert.True(
                report.Lost.Count > 0 || Facts.Describe(contents) == last, $"damage {number}, {damage}: something is lost without a word");
            rebuilt.Commit([new MessageEnqueued(Facts.Message(1_000_000))]);
        }
    }

    private static (SimulatedDisk Disk, HashSet<string> EverStored, string Last) Traffic()
    {
        var limits = new StoreLimits { FirstLogBytes = 64 << 10, CheckpointAtBytes = 300 << 10, ReleaseAtPages = 8, GarbageBytes = 30_000 };
        var disk = SimulatedDisk.New(limits);
        var (everStored, traffic, shadow) = (new HashSet<string>(), new Traffic(17), new DarkLang.Runtime.Storage.Memory.MemoryStore());
        var second = new Traffic(17);
        using var store = disk.OpenStore(limits);
        store.Load();
        for (var i = 0; i < 120; i++)
        {
            store.Commit(traffic.NextCommit());
            shadow.Commit(second.NextCommit());
            var messages = shadow.Load().Messages;
            second.Replace(messages);
            everStored.UnionWith(messages.Select(Facts.Describe));
        }
        var now = disk.Now();
        using var again = now.Now().OpenStore(StoreLimits.Default);
        return (now, everStored, Facts.Describe(again.Load()));
    }

    private static byte[] Bytes(IBlockFile file)
    {
        var bytes = new byte[file.Length];
        file.Read(bytes, 0);
        return bytes;
    }

    private static byte[] Garble(byte[] file, int offset)
    {
        var garbled = file.ToArray();
        foreach (ref var one in garbled.AsSpan(offset, Math.Min(64, file.Length - offset)))
            one ^= 0x55;
        return garbled;
    }

    /// <summary>Returns the files of a store whose messages are all in its log, and where the log ends.</summary>
    private (byte[] Data, byte[] Log, long Tail) Killed()
    {
        var path = _folder.File("killed");
        using var store = LiteDbStore.Open(path, LiteDbStoreTests.Owner);
        Fill(store);
        var (data, log) = (File.ReadAllBytes(Path.Combine(path, "store.db")), File.ReadAllBytes(Path.Combine(path, "store.log")));
        return (data, log, log.AsSpan().LastIndexOfAnyExcept((byte)0));
    }

    /// <summary>Returns the files of a store whose messages are all in its data file.</summary>
    private (byte[] Data, byte[] Log) Closed()
    {
        var path = _folder.File("closed store");
        using (var store = LiteDbStore.Open(path, LiteDbStoreTests.Owner))
            Fill(store);
        return (File.ReadAllBytes(Path.Combine(path, "store.db")), File.ReadAllBytes(Path.Combine(path, "store.log")));
    }

    private static void Fill(LiteDbStore store)
    {
        store.Load();
        for (var i = 1; i <= Messages; i++)
            store.Commit([new MessageEnqueued(Facts.Message(i, size: 3_000))]);
    }

    private string Place(byte[] data, byte[] log)
    {
        var path = _folder.File("damaged");
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        Directory.CreateDirectory(path);
        File.WriteAllBytes(Path.Combine(path, "store.db"), data);
        File.WriteAllBytes(Path.Combine(path, "store.log"), log);
        return path;
    }

    private static bool IsRefused(string store, string message)
    {
        try
        {
            using var opened = LiteDbStore.Open(store, LiteDbStoreTests.Owner);
            return opened.Load().Damage.Count > 0;
        }
        catch (StoreException refused)
        {
            Assert.Contains(message, refused.Message, StringComparison.Ordinal);
            return true;
        }
    }

    private static List<Guid> Ids(string store)
    {
        using var opened = LiteDbStore.Open(store, LiteDbStoreTests.Owner);
        var contents = opened.Load();
        Assert.Empty(contents.Damage);
        return [.. contents.Messages.Select(message => message.Id)];
    }
}
