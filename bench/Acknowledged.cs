using System.Diagnostics;

namespace DarkLang.Bench;

/// <summary>N emitters, each of which waits for the acknowledgement of its message before it emits the next.</summary>
internal static class Acknowledged
{
    public static async Task<IReadOnlyList<TimeSpan>> Emit(int emitters, int messages, Func<int, Task> emit)
    {
        var waits = new TimeSpan[messages];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, emitters).Select(_ => Task.Run(EmitMany))).ConfigureAwait(false);
        return waits;

        async Task EmitMany()
        {
            for (int number; (number = Interlocked.Increment(ref next)) < messages;)
            {
                var begun = Stopwatch.GetTimestamp();
                await emit(number).ConfigureAwait(false);
                waits[number] = Stopwatch.GetElapsedTime(begun);
            }
        }
    }

    public static string Percentiles(IReadOnlyList<TimeSpan> waits)
    {
        var sorted = waits.Order().ToList();
        return $"p50 {Milliseconds(sorted[sorted.Count / 2])}, p99 {Milliseconds(sorted[(int)(sorted.Count * 0.99)])}";
    }

    private static string Milliseconds(TimeSpan time) =>
        $"{time.TotalMilliseconds.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)} ms";
}
