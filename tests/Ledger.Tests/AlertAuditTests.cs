namespace DarkLang.Ledger.Tests;

public sealed class AlertAuditTests
{
    private static readonly DateTimeOffset Begin = new(2031, 3, 4, 2, 30, 0, TimeSpan.Zero);

    private static readonly Entry[] Entries =
        [.. Enumerable.Range(1, 5).Select(n => new Entry(n, n, 1, Acknowledged: true) { IsDoomed = true })];

    /// <summary>Numbers 1 to 5 die 1, 2, 3, 7 and 8 minutes after the beginning.</summary>
    private static readonly LedgerDeath[] Deaths =
        [.. new[] { 1, 2, 3, 7, 8 }.Index().Select(death => new LedgerDeath(death.Index + 1, Begin.AddMinutes(death.Item)))];

    [Fact]
    public void Reports_in_sequence_that_cover_every_dead_letter_pass() => Assert.Empty(Compare(lastStart: 20, (0, 1, 1), (1, 8, 4)));

    [Fact]
    public void Dead_letters_since_a_recent_report_may_still_be_unreported() => Assert.Empty(Compare(lastStart: 11, (0, 1, 1), (1, 7, 3)));

    [Fact]
    public void A_dead_letter_that_is_reported_twice_or_not_at_all_is_named()
    {
        Assert.Equal(
            ["alert-1 reported 2 dead letters from 02:30 to 02:31, but there were 1"], Compare(lastStart: 20, (0, 1, 2), (1, 8, 4)));
        Assert.Equal(
            ["alert-1 reported 3 dead letters from 02:31 to 02:38, but there were 4"], Compare(lastStart: 20, (0, 1, 1), (1, 8, 3)));
        Assert.Equal(["alert-1 reported up to 02:32, and then from 02:31"], Compare(lastStart: 20, (0, 2, 2), (1, 8, 4)));
        Assert.Equal(
            ["alert-1 reported up to 02:38, and then from 02:30", "alert-1 reported at 02:38, and too soon again at 02:38"],
            Compare(lastStart: 20, (0, 8, 5), (0, 8, 5)));
        Assert.Equal(["alert-1 has not reported 1 dead letters"], Compare(lastStart: 20, (0, 1, 1), (1, 7, 3)));
        Assert.Equal(["alert-1 has not reported 5 dead letters"], Compare(lastStart: 9));
        Assert.Equal(
            ["alert-1 reported nothing before 02:31, but 1 messages that were emitted while it existed had died by then"],
            Compare(lastStart: 20, (1, 8, 4)));
    }

    [Fact]
    public void Reports_that_come_too_early_are_named() =>
        Assert.Equal(["alert-1 reported at 02:31, and too soon again at 02:33"], Compare(lastStart: 9, (0, 1, 1), (1, 3, 2)));

    private static IEnumerable<string> Compare(int lastStart, params (int Since, int Until, int Dead)[] reports) =>
        AlertAudit.Compare(1, [.. reports.Select(report => new LedgerReport(
            "alert-1",
            Begin.AddMinutes(report.Since),
            Begin.AddMinutes(report.Until),
            report.Dead))], Deaths, Entries, Begin.AddMinutes(lastStart))
            .Select(text => text.Replace("2031-03-04T", "", StringComparison.Ordinal)
                .Replace(":00.0000000+00:00", "", StringComparison.Ordinal));
}
