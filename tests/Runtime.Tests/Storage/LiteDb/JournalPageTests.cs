using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;
using DarkLang.Runtime.Storage.LiteDb.Files;
using LiteDB;
using LiteDB.Engine;

namespace DarkLang.Runtime.Tests.Storage.LiteDb;

public sealed class JournalPageTests
{
    [Fact]
    public void The_journal_read_page_by_page_is_what_LiteDB_says_it_is()
    {
        var disk = SimulatedDisk.New(StoreLimits.Default);
        using (var store = disk.OpenStore(StoreLimits.Default))
        {
            store.Load();
            var traffic = new Traffic(11);
            for (var i = 0; i < 80; i++) store.Commit(traffic.NextCommit());
        }

        using var data = DataFile.Open(disk.Data);
        using var log = LogFile.Open(disk.Log, CrashPoints.None);
        using var database = new Database(data, log, CrashPoints.None, StoreLimits.Default);
        var said = new SortedDictionary<int, string>();
        using (var reader = database.Engine.Query(Documents.Journal, new Query()))
        {
            while (reader.Read()) said.Add(reader.Current["_id"].AsInt32, Convert.ToHexString(reader.Current["b"].AsBinary));
        }

        var found = new SortedDictionary<int, string>();
        database.Journal.Scan((slot, bytes) => found.Add(slot, Convert.ToHexString(bytes)), page => Assert.Fail($"page {page} is damaged"));
        Assert.True(said.Count > 50, $"only {said.Count} parts");
        Assert.Equal(said, found);
    }
}
