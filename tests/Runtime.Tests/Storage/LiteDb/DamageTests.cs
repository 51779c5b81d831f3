using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;
using DarkLang.Runtime.Storage.LiteDb.Files;
using LiteDB;
using LiteDB.Engine;

namespace DarkLang.Runtime.Tests.Storage.LiteDb;

/// <summary>A damaged store is refused with a reason, and its files stay unchanged.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> WrongFiles { get; } = new()
    {
        { "store.db", "empty" },
        { "store.db", "missing" },
        { "store.db", "random" },
        { "store.db", "text" },
        { "store.db", "half" },
        { "store.db", "first page only" },
        { "store.db", "other database" },
        { "store.log", "empty" },
        { "store.log", "missing" },
        { "store.log", "random" },
        { "store.log", "text" },
    };

    [Theory]
    [MemberData(nameof(WrongFiles))]
    public void A_foreign_file_is_refused_and_left_unchanged(string name, string how)
    {
        Fill(60);
        var path = _folder.File(name);
        Spoil(path, how);
        var before = Everything();
        var error = Assert.Throws<StoreException>(OpenAndLoad);
        Assert.Equal(StoreProblem.Damaged, error.Problem);
        Assert.Contains(name is "store.log" || how is not "other database" ? name : _folder.Path, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Everything());
    }

    [Fact]
    public void A_store_of_a_later_version_is_refused()
    {
        Fill(1);
        Tamper(engine => engine.Put(Documents.Meta, 1, [84, 0, 0]));
        var error = Assert.Throws<StoreException>(OpenAndLoad);
        Assert.Contains("version 42", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_commit_in_the_middle_of_the_log_is_refused()
    {
        var disk = SimulatedDisk.New(StoreLimits.Default);
        using var store = disk.OpenStore(StoreLimits.Default);
        store.Load();
        for (var i = 1; i <= 9; i++)
            store.Commit([new MessageEnqueued(Facts.Message(i))]);
        var crashed = disk.Now();
        Flip(crashed, 100_000);
        var error = Assert.Throws<StoreException>(() => crashed.OpenStore(StoreLimits.Default));
        Assert.Equal(StoreProblem.Damaged, error.Problem);
        Assert.Matches("commit [1-8] can't be read, but the log has held commit [2-9]", error.Message);
    }

    [Fact]
    public void An_unreadable_batch_is_named_and_kept_and_the_rest_is_loaded()
    {
        Fill(5);
        Tamper(engine =>
        {
            var reader = engine.Query(Documents.Journal, new Query());
            var document = reader.ToList()[2].AsDocument;
            reader.Dispose();
            document["b"].AsBinary[60] ^= 1;
            engine.Update(Documents.Journal, [document]);
        });

        for (var start = 0; start < 3; start++)
        {
            using var store = LiteDbStore.Open(_folder.Path, LiteDbStoreTests.Owner);
            var contents = store.Load();
            Assert.Equal(new[] { 1, 2, 4, 5 }.Select(Facts.Id), contents.Messages.Select(m => m.Id));
            Assert.Contains(contents.Damage, d => d.Contains("commit 3 of the journal can't be read", StringComparison.Ordinal));
            Assert.Contains(contents.Damage, d => d.Contains("is kept in quarantine", StringComparison.Ordinal));
            Assert.Equal(2, contents.Damage.Count);

            // Later commits must neither hide the damage nor get lost with it.
            var passing = Facts.Message(100 + start);
            store.Commit([new MessageEnqueued(passing)]);
            store.Commit([new MessageSettled(passing, Settlement.Done)]);
        }
    }

    [Fact]
    public void A_missing_batch_is_named()
    {
        Fill(3);
        Tamper(engine => engine.Delete(Documents.Journal, [1]));
        using var store = LiteDbStore.Open(_folder.Path, LiteDbStoreTests.Owner);
        var contents = store.Load();
        Assert.Equal([Facts.Id(1), Facts.Id(3)], contents.Messages.Select(m => m.Id));
        Assert.Contains("commit 2 of the journal can't be read", Assert.Single(contents.Damage), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_can_not_be_written_is_refused_with_its_name()
    {
        var file = _folder.File("a file");
        File.WriteAllText(file, "");
        var error = Assert.Throws<StoreException>(() => LiteDbStore.Open(Path.Combine(file, "store"), LiteDbStoreTests.Owner));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static void Flip(SimulatedDisk disk, long offset)
    {
        Span<byte> one = stackalloc byte[1];
        disk.Log.Read(one, offset);
        one[0] ^= 0x10;
        disk.Log.Write(one, offset);
    }

    private void Fill(int count)
    {
        using var store = LiteDbStore.Open(_folder.Path, LiteDbStoreTests.Owner);
        store.Load();
        for (var i = 1; i <= count; i++)
            store.Commit([new MessageEnqueued(Facts.Message(i))]);
    }

    private void Tamper(Action<LiteEngine> change)
    {
        using var data = DataFile.Open(DiskFile.Open(_folder.File("store.db")));
        using var log = LogFile.Open(DiskFile.Open(_folder.File("store.log")), CrashPoints.None);
        using var database = new Database(data, log, CrashPoints.None, StoreLimits.Default);
        database.Commit(change);
        database.Checkpoint();
    }

    private void OpenAndLoad()
    {
        using var store = LiteDbStore.Open(_folder.Path, LiteDbStoreTests.Owner);
        store.Load();
    }

    private static void Spoil(string path, string how)
    {
        switch (how)
        {
            case "empty": File.WriteAllBytes(path, []); break;
            case "missing": File.Delete(path); break;
            case "random": File.WriteAllBytes(path, Facts.Bytes(77, 300_000)); break;
            case "text": File.WriteAllText(path, "not a database\n"); break;
            case "half": Cut(path, new FileInfo(path).Length / 2); break;
            case "first page only": Cut(path, 8192); break;
            case "other database":
                File.Delete(path);
                using (var engine = new LiteEngine(path))
                    engine.Insert("customer", [new BsonDocument { ["name"] = "Ada" }], BsonAutoId.Int32);
                break;
            default: throw new ArgumentException(how, nameof(how));
        }
    }

    private static void Cut(string path, long length)
    {
        using var file = File.OpenWrite(path);
        file.SetLength(length);
    }

    private List<string> Everything() =>
        [.. Directory.GetFiles(_folder.Path).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)).Order()
            .Select(f => f + Convert.ToHexString(System.IO.Hashing.XxHash128.Hash(File.ReadAllBytes(f))))];
}
