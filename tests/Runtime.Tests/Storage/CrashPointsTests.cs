using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;
using DarkLang.Runtime.Tests.Storage.LiteDb;

namespace DarkLang.Runtime.Tests.Storage;

public sealed class CrashPointsTests
{
    [Fact]
    public void Every_step_is_passed_by_a_store_that_is_made_filled_and_closed()
    {
        using var folder = new TemporaryFolder();
        var passed = new HashSet<CrashStep>();
        using (var store = LiteDbStore.Open(folder.Path, LiteDbStoreTests.Owner, new CrashPoints(step => passed.Add(step))))
        {
            store.Load();
            store.Commit([new MessageEnqueued(Facts.Message(1, size: 2_000_000))]);
        }

        Assert.Equal(Enum.GetValues<CrashStep>(), passed.Order());
    }

    [Theory]
    [InlineData("Nowhere:1")]
    [InlineData("LogSynced")]
    [InlineData("LogSynced:often")]
    public void A_step_that_does_not_exist_is_refused_with_those_that_do(string text)
    {
        var error = Assert.Throws<ArgumentException>(() => CrashPoints.Parse(text));
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.Contains("LogSynced", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_set_is_no_crash_point() => Assert.Same(CrashPoints.None, CrashPoints.Parse(null));
}
