namespace DarkLang.Simulation.Tests;

/// <summary>A simulation that finds nothing proves nothing: it must find these deliberate bugs.</summary>
public sealed class PlantedBugTests
{
    private static readonly SimulationSettings SettingsOfRun = new(Runs: 10_000, Seed: 1);

    [Fact]
    public void A_commit_that_is_acknowledged_before_it_is_on_the_disk_is_found() =>
        Assert.Contains("after a restart", Find(PlantedBug.AckBeforeSync), StringComparison.Ordinal);

    [Fact]
    public void An_attempt_that_settles_its_message_after_it_lost_its_lease_is_found() =>
        Assert.Contains("lease", Find(PlantedBug.LeaseNotChecked), StringComparison.Ordinal);

    [Fact]
    public void A_due_time_that_is_not_stored_together_with_its_message_is_found() =>
        Assert.Matches("fired twice|fired at .* without a due time", Find(PlantedBug.SlotNotUnique));

    [Fact]
    public void A_version_that_is_forgotten_while_its_attempts_run_is_found() =>
        Assert.Matches("whose source is not stored|was dropped, but trace .* needs it", Find(PlantedBug.VersionForgotten));

    private static string Find(PlantedBug bug)
    {
        var found = SimulatedRuns.FirstViolation(SettingsOfRun, bug);
        Assert.NotNull(found);
        return found.Value.Violation;
    }
}
