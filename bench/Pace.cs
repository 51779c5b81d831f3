using System.Diagnostics;

namespace DarkLang.Bench;

/// <summary>Emits at its times, whatever becomes of those before.</summary>
/// <param name="Tick">How often it looks whether an emit is due.</param>
internal sealed record Pace(string Name, int Messages, TimeSpan Every, TimeSpan Tick)
{
    /// <summary>Nothing else is under way when a message comes.</summary>
    public static Pace Idle { get; } = new("one each 20 ms", 500, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20));

    public static Pace Steady { get; } = new("300 a second", 3_000, TimeSpan.FromSeconds(1) / 300, TimeSpan.FromMilliseconds(1));

    /// <summary>What a process does in its first seconds: the methods are compiled again once they were called often enough.</summary>
    public static Pace WarmUp { get; } = Steady with { Messages = 1_500 };

    /// <summary>Gives how long it took until the last was acknowledged.</summary>
    public async Task<TimeSpan> Run(Func<int, Task> emit)
    {
        var emits = new List<Task>(Messages);
        using var timer = new PeriodicTimer(Tick);
        var begun = Stopwatch.GetTimestamp();
        while (emits.Count < Messages)
        {
            await timer.WaitForNextTickAsync().ConfigureAwait(false);
            var due = Math.Min(Messages, (int)(Stopwatch.GetElapsedTime(begun) / Every));
            while (emits.Count < due)
                emits.Add(emit(emits.Count));
        }
        await Task.WhenAll(emits).ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(begun);
    }
}
