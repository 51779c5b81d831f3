using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;
using DarkLang.Runtime.Storage.LiteDb.Files;
using LiteDB;
using LiteDB.Engine;

namespace DarkLang.Runtime.Tests.Storage.LiteDb;

public sealed class JournalPageTests
{
    [Fact]
    public void The_journal_read_page_by_page_is_the_one_that_LiteDB_reads()
    {
        var disk = SimulatedDisk.New(StoreLimits.Default);
        using (var store = disk.OpenStore(StoreLimits.Default))
        {
            store.Load();
            var traffic = new Traffic(11);
            for (var i = 0; i < 80; i++)
                store.Commit(traffic.NextCommit());
        }
        using var data = DataFile.Open(disk.Data);
        using var log = LogFile.Open(disk.Log, CrashPoints.None);
        using var database = new Database(data, log, CrashPoints.None, StoreLimits.Default);
        var said = new SortedDictionary<int, string>();
        using (var reader = database.Engine.Query(Documents.Journal, new Query()))
        {
            while (reader.Read())
                said.Add(reader.Current["_id"].AsInt32, Convert.ToHexString(reader.Current["b"].AsBinary));
        }
        var found = new SortedDictionary<int, string>();
        database.Journal.Scan((slot, bytes) => found.Add(slot, Convert.ToHexString(bytes)), page => Assert.Fail($"page {page} is damaged"));
        Assert.True(said.Count > 50, $"only {said.Count} parts");
        Assert.Equal(said, found);
    }

    [Fact]
    public void Pages_of_the_journal_differ_only_in_number_id_links_and_part()
    {
        var disk = SimulatedDisk.New(StoreLimits.Default);
        using var data = DataFile.Open(disk.Data);
        using var log = LogFile.Open(disk.Log, CrashPoints.None);
        using var database = new Database(data, log, CrashPoints.None, StoreLimits.Default);
        database.Commit(engine => engine.Insert(Documents.Journal, Enumerable.Range(0, 40).Select(Document), BsonAutoId.Int32));
        database.Commit(engine => engine.Update(Documents.Journal, [Document(7)]));
        database.Checkpoint();

        var slots = new List<int>();
        database.Journal.Scan((slot, _) => slots.Add(slot), page => Assert.Fail($"page {page} is damaged"));
        Assert.Equal(40, slots.Count);
        var (model, written, own) = (new byte[LogFormat.PageSize], new byte[LogFormat.PageSize], new byte[LogFormat.PageSize]);
        database.Pages.Require(database.Journal.Find(3), model);
        foreach (var slot in slots)
        {
            database.Pages.Require(database.Journal.Find(slot), written);
            JournalPage.Write(own, model, database.Journal.Find(slot), slot, JournalPage.Links(written));
            Part(slot).CopyTo(JournalPage.WritablePart(own));
            Assert.Equal(Convert.ToHexString(written), Convert.ToHexString(own));
        }
    }

    private static BsonDocument Document(int slot) => new() { ["_id"] = slot, ["b"] = Part(slot) };

    private static byte[] Part(int slot)
    {
        var bytes = new byte[JournalPart.Bytes];
        JournalPart.Write(bytes, slot + 1, 0, 1, Facts.Bytes(slot, JournalPart.Capacity));
        return bytes;
    }
}
