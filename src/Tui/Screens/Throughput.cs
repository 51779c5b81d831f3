namespace DarkLang.Tui.Screens;

/// <summary>How many attempts ended recently, from the differences between the counts of successive statuses.</summary>
internal sealed record Throughput
{
    public const int Steps = 12;

    private const int SecondsOfStep = 5;
    private const string Heights = "▁▂▃▄▅▆▇█";

    /// <summary>The last sample of each step, oldest first, and one more to start from.</summary>
    private ImmutableArray<Sample> Samples { get; init; } = [];

    public Throughput WithStatus(StatusView status)
    {
        var sample = new Sample(status.Now, status.Now.ToUnixTimeSeconds() / SecondsOfStep, Ended(status));
        var before = Samples is [.., var last] && last.Step >= sample.Step ? Samples.RemoveAt(Samples.Length - 1) : Samples;
        return this with { Samples = [.. before.Where(known => known.Step >= sample.Step - Steps && known.Step < sample.Step), sample] };
    }

    /// <summary>Attempts per second over the last steps; null until there are two samples.</summary>
    public double? PerSecond
    {
        get
        {
            if (Samples.Length < 2)
                return null;
            var (first, last) = (Samples[Math.Max(0, Samples.Length - 3)], Samples[^1]);
            return last.Ended.Sum(handler => Rise(first, last, handler.Key)) / Seconds(first, last);
        }
    }

    /// <summary>Draws one character per step, newest right, scaled to the busiest step; blank without a sample.</summary>
    public string Line(HandlerId handler)
    {
        if (Samples is [])
            return new string(' ', Steps);
        var newest = Samples[^1].Step;
        var rates = Samples.Zip(Samples.Skip(1), (from, to) => (to.Step, Rate: Rise(from, to, handler) / Seconds(from, to)))
            .ToDictionary(step => step.Step, step => step.Rate);
        var highest = rates.Values.DefaultIfEmpty(0).Max();
        return string.Concat(Enumerable.Range(0, Steps).Select(i => newest - Steps + 1 + i).Select(step =>
            !rates.TryGetValue(step, out var rate)
                ? ' '
                : highest == 0 ? Heights[0] : Heights[(int)Math.Ceiling(rate / highest * (Heights.Length - 1))]));
    }

    private static double Seconds(Sample from, Sample to) => Math.Max(0.1, (to.At - from.At).TotalSeconds);

    private static long Rise(Sample from, Sample to, HandlerId handler) =>
        Math.Max(0, to.Ended.GetValueOrDefault(handler) - from.Ended.GetValueOrDefault(handler, to.Ended.GetValueOrDefault(handler)));

    private static ImmutableDictionary<HandlerId, long> Ended(StatusView status) =>
        status.Workers.Select(worker => KeyValuePair.Create(worker.Handler, worker.Done + worker.DeadInAll))
            .Concat(status.Crons.Select(cron => KeyValuePair.Create(cron.Handler, cron.Done + cron.DeadInAll)))
            .ToImmutableDictionary();

    private sealed record Sample(DateTimeOffset At, long Step, ImmutableDictionary<HandlerId, long> Ended);
}
