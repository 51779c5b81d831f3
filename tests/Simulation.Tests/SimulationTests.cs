using System.Diagnostics;

namespace DarkLang.Simulation.Tests;

/// <summary>The real dispatcher, scheduler and recovery, on one thread, with a seed that decides the whole run.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    [Fact]
    public void Whatever_goes_wrong_between_any_two_steps_nothing_is_lost_doubled_or_left_undone()
    {
        var settings = SimulationSettings.FromEnvironment();
        var started = Stopwatch.GetTimestamp();
        if (SimulatedRuns.FirstViolation(settings, PlantedBug.None) is { } found)
            Assert.Fail(
                $"{found.Violation}\n\nrepeat it:  {SimulationSettings.Repeat(found.Seed)}\n\n{SimulatedRuns.Story(found.Seed, PlantedBug.None)}");
        var elapsed = Stopwatch.GetElapsedTime(started);
        output.WriteLine(
            $"{settings.Runs} runs from seed {settings.Seed} in {elapsed.TotalSeconds:0.0} s: {settings.Runs / elapsed.TotalSeconds:0} a second");
    }

    [Fact]
    public void One_seed_gives_the_same_run_again()
    {
        foreach (var seed in Enumerable.Range(1, 20))
            Assert.Equal(SimulatedRuns.Story(seed, PlantedBug.None), SimulatedRuns.Story(seed, PlantedBug.None));
    }
}
