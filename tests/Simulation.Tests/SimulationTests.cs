using System.Diagnostics;

namespace DarkLang.Simulation.Tests;

/// <summary>Runs the real dispatcher, scheduler and recovery on one thread. A seed decides the whole run.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    [Fact]
    public void Nothing_is_lost_duplicated_or_left_undone_whatever_goes_wrong_between_two_steps()
    {
        var settings = SimulationSettings.FromEnvironment();
        var started = Stopwatch.GetTimestamp();
        if (SimulatedRuns.FirstViolation(settings, PlantedBug.None) is { } found)
        {
            var story = SimulatedRuns.Story(found.Seed, PlantedBug.None);
            Assert.Fail($"{found.Violation}\n\nrepeat it with:  {SimulationSettings.Repeat(found.Seed)}\n\n{story}");
        }
        var elapsed = Stopwatch.GetElapsedTime(started);
        output.WriteLine(
            $"{settings.Runs} runs from seed {settings.Seed} in {elapsed.TotalSeconds:0.0} s: "
            + $"{settings.Runs / elapsed.TotalSeconds:0} per second");
    }

    [Fact]
    public void The_same_seed_plays_the_same_run()
    {
        foreach (var seed in Enumerable.Range(1, 20))
            Assert.Equal(SimulatedRuns.Story(seed, PlantedBug.None), SimulatedRuns.Story(seed, PlantedBug.None));
    }
}
