namespace DarkLang.Ledger.Tests;

/// <summary>The real binary under a steady load. CONTRIBUTING.md describes the run of an hour.</summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Under_a_steady_load_nothing_is_lost_and_nothing_grows() =>
        Assert.Empty(await new SoakRun(SoakSettings.FromEnvironment(), output.WriteLine).Run());

    [Fact]
    public async Task Emits_without_an_answer_are_in_doubt_and_the_run_continues()
    {
        var run = new SoakRun(Held, output.WriteLine);
        Assert.Empty(await run.Run());
        Assert.True(run.Emitted.InDoubt > 0, "the stopped process answered every emit");
        Assert.True(run.Emitted.Acknowledged > 0, "no emit was answered");
    }

    [Theory]
    [InlineData(10, 0, 0)]
    [InlineData(13, 0, 0)]
    [InlineData(9, 1, 0)]
    [InlineData(15, 0, 2)]
    public void Emits_in_doubt_may_have_taken_effect_once_or_not_at_all(long found, long lost, long twice)
    {
        var count = SoakCount.Of("done by work", found, new SoakPromise(Acknowledged: 10, InDoubt: 3));
        Assert.Equal((lost, twice, lost + twice == 0), (count.Lost, count.Twice, count.IsRight));
    }

    [Fact]
    public void The_summary_answers_what_a_person_would_ask()
    {
        SoakRow[] rows =
        [
            new(1, new(600, 3), 0, 90_000_000, 120_000_000, 30_000_000, TimeSpan.Zero, [Ms(1), Ms(2)], [Ms(3)]),
            new(2, new(600, 0), 0, 95_000_000, 125_000_000, 31_000_000, TimeSpan.Zero, [Ms(1), Ms(9)], [Ms(4)]),
        ];
        SoakCount[] counts =
            [SoakCount.Of("done by work", 1_202, new(1_200, 3)), SoakCount.Exactly("dead", 4, 5), SoakCount.Exactly("runs", 9, 7)];
        Assert.Equal(
            """

            soak       2.0 minutes
            messages   1200 acknowledged, 10 a second
            lost       1
            twice      2
            in doubt   3, 2 of them took effect
            memory     first 90.0 MB, last 95.0 MB, largest 125.0 MB
            files      first 30.0 MB, last 31.0 MB
            emit       p50 2.0 ms, p99 9.0 ms, until it is acknowledged
            done       p50 4.0 ms, p99 4.0 ms, from the emit until it is known to be done
            """,
            SoakSummary.Of(TimeSpan.FromMinutes(2), new(1_200, 3), counts, rows));
    }

    [Fact]
    public void A_figure_that_grows_from_the_second_quarter_to_the_last_is_named()
    {
        var rows = Enumerable.Range(1, 16).Select(i => Row(i, resident: 100_000_000, files: 50_000_000L + 10_000_000 * i)).ToList();
        Assert.Equal(["files grew from 120000000 to 200000000"], SoakTrend.Growth(rows));
        Assert.Empty(SoakTrend.Growth([.. rows.Select(row => row with { Files = 50_000_000 })]));
    }

    private static SoakSettings Held { get; } =
        new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), Rate: 100) { Held = TimeSpan.FromSeconds(0.6) };

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static SoakRow Row(int number, long resident, long files) =>
        new(number, default, 0, resident, resident, files, TimeSpan.Zero, [], []);
}
