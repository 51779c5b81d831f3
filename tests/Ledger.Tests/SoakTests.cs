namespace DarkLang.Ledger.Tests;

/// <summary>The real binary under a steady load: see CONTRIBUTING.md for the hour.</summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Under_a_steady_load_nothing_is_lost_and_nothing_grows() =>
        Assert.Empty(await new SoakRun(SoakSettings.FromEnvironment(), output.WriteLine).Run());

    [Fact]
    public void What_grows_from_the_second_quarter_to_the_last_is_named()
    {
        var rows = Enumerable.Range(1, 16).Select(i => Row(i, resident: 100_000_000, files: 50_000_000L + 10_000_000 * i)).ToList();
        Assert.Equal(["files grew from 120000000 to 200000000"], SoakTrend.Growth(rows));
        Assert.Empty(SoakTrend.Growth([.. rows.Select(row => row with { Files = 50_000_000 })]));
    }

    private static SoakRow Row(int number, long resident, long files) => new(number, 0, 0, resident, files, TimeSpan.Zero, [], []);
}
