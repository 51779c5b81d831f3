using DarkLang.Runtime.Model;

namespace DarkLang.Ledger.Tests;

public sealed class CronAuditTests
{
    private static readonly DateTimeOffset Last = new(2031, 3, 4, 2, 30, 0, 123, TimeSpan.Zero);

    [Theory]
    [InlineData(new[] { 0, 1, 2 }, new int[0])]
    [InlineData(new[] { 2, 1 }, new[] { 0 })]
    public void One_run_for_each_of_the_last_due_times_passes(int[] runs, int[] toCome) => Assert.Empty(Compare(runs, toCome));

    [Theory]
    [InlineData(new[] { 0, 1, 1, 2 }, new int[0], "1 due times of cron tick took effect more than once")]
    [InlineData(new[] { 0, 1, 2 }, new[] { 0 }, "1 due times of cron tick took effect more than once")]
    [InlineData(new int[0], new int[0], "cron tick never ran")]
    public void A_due_time_that_ran_twice_or_not_at_all_is_named(int[] runs, int[] toCome, string sentence) =>
        Assert.Equal([sentence], Compare(runs, toCome));

    [Fact]
    public void A_gap_is_named() => Assert.Equal(
        [
            "cron tick has not run for 2031-03-04T02:29:59.1230000+00:00, "
                + "although it ran for later due times up to 2031-03-04T02:30:00.1230000+00:00",
            "cron tick has 1 runs that belong to none of its last 2 due times",
        ],
        Compare([0, 2], []));

    private static IEnumerable<string> Compare(int[] runs, int[] toCome) => CronAudit.Compare(Ids(runs), Ids(toCome), Last);

    private static List<Guid> Ids(int[] secondsBack) => [.. secondsBack.Select(back => MessageIds.OfSlot("tick", Last.AddSeconds(-back)))];
}
