using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;
using DarkLang.Runtime.Storage.LiteDb.Files;
using LiteDB;

namespace DarkLang.Runtime.Tests.Storage.LiteDb;

public sealed class RebuildTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_rebuilt_store_holds_what_the_old_one_held()
    {
        var before = Fill();
        var report = StoreRebuild.Rebuild(_folder.Path, LiteDbStoreTests.Owner);
        Assert.Empty(report.Lost);
        Assert.Equal(before, Read());
        Assert.True(File.Exists(_folder.File("store.db.before-rebuild")));
    }

    [Fact]
    public void A_rebuild_frees_the_room_of_deleted_data()
    {
        using (var store = LiteDbStore.Open(_folder.Path, LiteDbStoreTests.Owner))
        {
            store.Load();
            var messages = Enumerable.Range(1, 200).Select(i => Facts.Message(i, size: 200_000)).ToList();
            foreach (var message in messages)
                store.Commit([new MessageEnqueued(message)]);
            foreach (var message in messages)
                store.Commit([new MessageSettled(message, Settlement.Done)]);
        }

        var before = Read();
        var report = StoreRebuild.Rebuild(_folder.Path, LiteDbStoreTests.Owner);
        Assert.True(report.After < report.Before / 3, $"{report.Before} bytes became {report.After}");
        Assert.Equal(before, Read());
    }

    [Theory]
    [InlineData(CrashStep.RebuildWritten, 1)]
    [InlineData(CrashStep.RebuildCounts, 1)]
    [InlineData(CrashStep.RebuildOldAside, 1)]
    [InlineData(CrashStep.RebuildInPlace, 1)]
    [InlineData(CrashStep.RebuildOldAside, 2)]
    [InlineData(CrashStep.RebuildInPlace, 2)]
    public void A_crash_at_any_step_leaves_the_old_store_or_the_new(CrashStep step, int pass)
    {
        var before = Fill();
        var crashes = new CrashPoints(passed =>
        {
            if (passed == step && --pass == 0)
                throw new OperationCanceledException("the process dies here");
        });
        Assert.Throws<OperationCanceledException>(() => StoreRebuild.Rebuild(_folder.Path, LiteDbStoreTests.Owner, crashes));
        Assert.True(LiteDbStore.Exists(_folder.Path));
        Assert.Equal(before, Read());
    }

    [Fact]
    public void Unreadable_data_is_named_and_the_rest_is_saved()
    {
        Fill();
        var whole = Counts();
        var pages = new FileInfo(_folder.File("store.db")).Length / LogFormat.PageSize;
        var saved = 0;
        for (var page = 3; page < pages; page += 3)
        {
            if (TryRebuild(page) is not { } report)
                continue;
            saved++;
            Assert.Contains(report.Lost, l => l.Contains("page ", StringComparison.Ordinal));
            Assert.Empty(report.Report.Damage);
            Assert.InRange(report.Report.Traces, whole.Traces - 40, whole.Traces);
        }

        Assert.True(saved > pages / 4, $"only {saved} of {pages / 3} could be rebuilt");
    }

    [Fact]
    public void A_rebuild_that_finds_no_version_of_the_canvas_says_so()
    {
        using (var store = LiteDbStore.Open(_folder.Path, LiteDbStoreTests.Owner))
        {
            store.Load();
            store.Commit([new SourceStored(Facts.Source("kept"))]);
        }

        var without = 0;
        var pages = new FileInfo(_folder.File("store.db")).Length / LogFormat.PageSize;
        for (var page = 1; page < pages; page++)
        {
            var report = TryRebuild(page, at: 90);
            if (report is null)
                continue;
            Assert.Equal(report.Report.Sources == 0, report.Lost.Any(
                lost => lost.StartsWith("the store has no version of the canvas", StringComparison.Ordinal)));
            without += report.Report.Sources == 0 ? 1 : 0;
        }

        Assert.Equal(1, without);
    }

    [Fact]
    public void An_earlier_rebuild_is_not_overwritten()
    {
        Fill();
        StoreRebuild.Rebuild(_folder.Path, LiteDbStoreTests.Owner);
        var refused = Assert.Throws<StoreException>(() => StoreRebuild.Rebuild(_folder.Path, LiteDbStoreTests.Owner));
        Assert.Contains("from an earlier rebuild", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Documents_found_page_by_page_are_those_that_LiteDB_finds()
    {
        Fill();
        using var data = DataFile.Open(DiskFile.Open(_folder.File("store.db")));
        using var log = LogFile.Open(DiskFile.Open(_folder.File("store.log")), CrashPoints.None);
        using var database = new Database(data, log, CrashPoints.None, StoreLimits.Default);
        var header = new byte[LogFormat.PageSize];
        database.Pages.Require(0, header);
        foreach (var collection in Documents.Collections.Where(c => c != Documents.Journal))
        {
            var said = database.Engine.All(collection).Select(Describe).Order(StringComparer.Ordinal).ToList();
            var found = new DocumentPages(database.Pages).Of(JournalPage.CollectionsOf(header)[collection].AsInt32)
                .Select(s => Describe(s!)).Order(StringComparer.Ordinal).ToList();
            Assert.Equal(said, found);
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Rebuilds a copy in which that page is damaged; null if nothing could be saved.</summary>
    private RebuildReport? TryRebuild(int page, int at = 4_000)
    {
        var copy = Directory.CreateDirectory(_folder.File("damaged " + page)).FullName;
        foreach (var name in new[] { "store.db", "store.log" })
            File.Copy(_folder.File(name), Path.Combine(copy, name));
        using (var file = File.OpenWrite(Path.Combine(copy, "store.db")))
        {
            file.Position = (page * LogFormat.PageSize) + at;
            file.Write("damage"u8);
        }

        try
        {
            return StoreRebuild.Rebuild(copy, LiteDbStoreTests.Owner);
        }
        catch (StoreException refused)
        {
            Assert.True(refused.Problem == StoreProblem.Damaged, refused.ToString());
            Assert.False(Directory.Exists(Path.Combine(copy, "rebuilding")));
            return null;
        }
    }

    private static string Describe(StoredDocument stored) => $"{stored.Id} {Convert.ToHexString(stored.Bytes.Span)} {stored.IsSound}";

    private string Fill()
    {
        using (var store = LiteDbStore.Open(_folder.Path, LiteDbStoreTests.Owner))
        {
            store.Load();
            var traffic = new Traffic(21);
            for (var i = 0; i < 120; i++)
                store.Commit(traffic.NextCommit());
            store.Commit([.. Enumerable.Range(1_000, 8).Select(i => new TraceRecorded(Facts.Trace(i, size: 20_000)))]);
            store.Commit([new SourceStored(Facts.Source("kept"))]);
        }

        return Read();
    }

    private string Read()
    {
        using var store = LiteDbStore.Open(_folder.Path, LiteDbStoreTests.Owner);
        return Facts.Describe(store.Load());
    }

    private (int Traces, int Messages) Counts()
    {
        using var store = LiteDbStore.Open(_folder.Path, LiteDbStoreTests.Owner);
        var contents = store.Load();
        return (contents.Traces.Count, contents.Messages.Count);
    }
}
