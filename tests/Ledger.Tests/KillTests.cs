using DarkLang.Runtime.Storage;

namespace DarkLang.Ledger.Tests;

/// <summary>
/// Kills the real binary, which alone proves that nothing acknowledged is lost and nothing takes effect twice.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    /// <summary>In the order in which a store comes to them. The log grows only past its first 32 MB, which only the long form may reach.</summary>
    private static readonly CrashStep[] Begin = [CrashStep.LogMade, CrashStep.DataMade, CrashStep.StoreMade];

    /// <summary>A running canvas does not come to these, because its log is created at full size and nothing is rebuilt.</summary>
    private static readonly CrashStep[] NotComeTo =
        [CrashStep.LogGrown, CrashStep.RebuildWritten, CrashStep.RebuildCounts, CrashStep.RebuildOldAside, CrashStep.RebuildInPlace];

    private static readonly CrashStep[] Steps = [.. Begin, .. Enum.GetValues<CrashStep>().Except([.. Begin, .. NotComeTo])];

    private static readonly CrashStep[] FewSteps =
        [CrashStep.StoreMade, CrashStep.LogWritten, CrashStep.LogSynced, CrashStep.DataPageWritten, CrashStep.LogResetWritten];

    [Fact]
    public async Task Every_acknowledged_number_takes_effect_exactly_once_however_often_the_process_is_killed()
    {
        var settings = LedgerSettings.FromEnvironment();
        using var run = new LedgerRun(settings, settings.Rounds);
        for (var round = 1; round <= settings.Rounds; round++)
            await run.KillAtRandom(round);
        await run.Drain(settings.Rounds + 1);
        await run.ExpectExactlyOnce();
        output.WriteLine(run.Story());
    }

    [Fact]
    public async Task Every_acknowledged_number_takes_effect_exactly_once_if_the_process_dies_at_any_step_of_the_store()
    {
        var settings = LedgerSettings.FromEnvironment();
        var steps = settings.IsLong ? Steps : FewSteps;
        using var run = new LedgerRun(settings, steps.Length);
        foreach (var (index, step) in steps.Index())
            Assert.True(await run.KillAtStep(index + 1, step), $"the store never came to its step {step}:\n{run.Story()}");
        await run.Drain(steps.Length + 1);
        await run.ExpectExactlyOnce();
        output.WriteLine(run.Story());
    }
}
