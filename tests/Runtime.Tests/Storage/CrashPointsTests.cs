using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;
using DarkLang.Runtime.Tests.Storage.LiteDb;

namespace DarkLang.Runtime.Tests.Storage;

public sealed class CrashPointsTests
{
    [Fact]
    public void A_store_that_is_created_filled_closed_and_rebuilt_passes_every_crash_point()
    {
        using var folder = new TemporaryFolder();
        var passed = new HashSet<CrashStep>();
        var crashes = new CrashPoints(step => passed.Add(step));
        using (var store = LiteDbStore.Open(folder.Path, LiteDbStoreTests.Owner, crashes))
        {
            store.Load();
            store.Commit([new MessageEnqueued(Facts.Message(1, size: 2_000_000))]);
        }

        StoreRebuild.Rebuild(folder.Path, LiteDbStoreTests.Owner, crashes);

        Assert.Equal(Enum.GetValues<CrashStep>(), passed.Order());
    }

    [Theory]
    [InlineData("Nowhere:1")]
    [InlineData("LogSynced")]
    [InlineData("LogSynced:often")]
    public void An_unknown_crash_point_is_refused_with_the_known_ones(string text)
    {
        var error = Assert.Throws<ArgumentException>(() => CrashPoints.Parse(text));
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.Contains("LogSynced", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_variable_there_is_no_crash_point() => Assert.Same(CrashPoints.None, CrashPoints.Parse(null));
}
