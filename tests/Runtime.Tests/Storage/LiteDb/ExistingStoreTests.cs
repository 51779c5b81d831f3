using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;
using DarkLang.Tests;

namespace DarkLang.Runtime.Tests.Storage.LiteDb;

/// <summary>
/// Stores that an earlier version wrote, as files: tests/cases/stores/NAME.zip holds one store twice, `closed` by its process and
/// `killed` with commits in its log. The same version wrote the expected text.
/// </summary>
public sealed class ExistingStoreTests : IDisposable
{
    private static readonly Regex MessageOfKey = new(", Message = [-0-9a-f]+, TakenAt = [^}]*(?= })", RegexOptions.CultureInvariant);

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("early", "closed")]
    [InlineData("early", "killed")]
    public void A_store_of_an_earlier_version_holds_what_it_held(string name, string state) =>
        Assert.Equal(Expected(name), Describe(Unpack(name, state)));

    [Theory]
    [InlineData("early", "closed")]
    [InlineData("early", "killed")]
    public void A_store_of_an_earlier_version_takes_commits(string name, string state)
    {
        var path = Unpack(name, state);
        using (var store = LiteDbStore.Open(path, LiteDbStoreTests.Owner))
        {
            var slow = store.Load().Messages[0];
            store.Commit([new MessageSettled(slow, Settlement.Done), new MessageEnqueued(Facts.Message(6_000))]);
            store.Commit([new SourceDropped("v1"), new TraceRecorded(Facts.Trace(6_000))]);
        }
        using var again = LiteDbStore.Open(path, LiteDbStoreTests.Owner);
        var contents = again.Load();
        Assert.Empty(contents.Damage);
        Assert.Equal(Facts.Id(6_000), contents.Messages[^1].Id);
        Assert.Equal(Facts.Trace(6_000).Id, contents.Traces[^1].Id);
        Assert.Equal(["V1"], contents.SourceVersions);
    }

    [Fact]
    public void Alert_checkpoints_that_early_stores_hold_as_limiters_are_read()
    {
        using var store = LiteDbStore.Open(Unpack("early", "closed"), LiteDbStoreTests.Owner);
        var checkpoints = store.Load().AlertCheckpoints.ToDictionary(checkpoint => checkpoint.Alert);
        var (onDead, onLate) = (HandlerId.Worker("onDead"), HandlerId.Worker("onLate"));
        Assert.Equal(new AlertCheckpoint(onDead, Facts.Start.AddMinutes(7), Facts.Start.AddMinutes(8)), checkpoints[onDead]);
        Assert.Equal(new AlertCheckpoint(onLate, Facts.Start.AddMinutes(9), null), checkpoints[onLate]);

        var next = new AlertCheckpoint(onLate, Facts.Start.AddMinutes(12), Facts.Start.AddMinutes(13));
        store.Commit([new AlertCheckpointSaved(next)]);
        store.Dispose();
        using var again = LiteDbStore.Open(_folder.File("closed"), LiteDbStoreTests.Owner);
        Assert.Equal(next, again.Load().AlertCheckpoints.Single(checkpoint => checkpoint.Alert == onLate));
    }

    [Fact]
    public void A_rebuild_of_a_store_of_an_earlier_version_loses_nothing()
    {
        var path = Unpack("early", "killed");
        Assert.Empty(StoreRebuild.Rebuild(path, LiteDbStoreTests.Owner).Lost);
        Assert.Equal(Expected("early"), Describe(path));
    }

    public void Dispose() => _folder.Dispose();

    // Not a golden file: what an earlier version wrote never changes.
    private static string Expected(string name) => Golden.Read("stores", name, ".expected").TrimEnd('\n');

    private string Unpack(string name, string state)
    {
        ZipFile.ExtractToDirectory(Golden.PathOf("stores", name, ".zip"), _folder.Path);
        return _folder.File(state);
    }

    private static string Describe(string path)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        using var store = LiteDbStore.Open(path, LiteDbStoreTests.Owner);
        var contents = store.Load();
        return string.Join('\n', [
            // What earlier versions did not know has its default.
            MessageOfKey.Replace(Facts.Describe(contents), "").Replace(", Corrections = 0", "", StringComparison.Ordinal),
            .. contents.Limiters.OrderBy(limiter => limiter.Handler.Name, StringComparer.Ordinal)
                .Select(limiter => $"{limiter.Handler} {string.Join(' ', limiter.Starts.Select(start => start.ToString("O")))}"),
            .. contents.Traces.Select(header => Facts.Describe(store.ReadTrace(header.Id)!)),
            .. contents.SourceVersions.Select(version => Facts.Describe(store.ReadSource(version)!))]);
    }
}
