using DarkLang.Lang.Evaluation;

namespace DarkLang.Simulation.Tests;

/// <summary>Plays runs on several threads with large stacks; each run is played on one thread.</summary>
internal static class SimulatedRuns
{
    /// <summary>Returns the lowest seed whose run broke a promise, and the promise; null if none did.</summary>
    public static (int Seed, string Violation)? FirstViolation(SimulationSettings settings, PlantedBug bug)
    {
        var versions = SimulatedCanvas.Load();
        var next = settings.Seed - 1;
        var end = settings.Seed + settings.Runs;
        var found = new List<(int Seed, string Violation)>();
        OnThreads(Environment.ProcessorCount, () =>
        {
            int seed;
            while (Volatile.Read(ref end) > (seed = Interlocked.Increment(ref next)))
            {
                if (SimulatedRun.Violation(seed, versions, bug) is not { } violation)
                    continue;
                lock (found)
                    found.Add((seed, violation));
                Interlocked.Exchange(ref end, seed);
            }
        });
        return found.Count == 0 ? null : found.MinBy(violation => violation.Seed);
    }

    public static string Story(int seed, PlantedBug bug)
    {
        var story = "";
        OnThreads(1, () => story = SimulatedRun.Story(seed, SimulatedCanvas.Load(), bug));
        return story;
    }

    private static void OnThreads(int count, Action work)
    {
        // These threads have no synchronisation context, so continuations run at once and on the same thread.
        var threads = Enumerable.Range(0, count).Select(_ => new Thread(() => work(), Interpreter.StackSize)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }
}
