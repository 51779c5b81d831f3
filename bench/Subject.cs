namespace DarkLang.Bench;

/// <summary>Something that is measured beside the others in one run.</summary>
internal abstract class Subject
{
    public abstract string Name { get; }

    /// <summary>In words, what this machine lacks for it; null when it can be measured.</summary>
    public virtual string? Missing => null;

    public abstract Result Measure(int runs);

    /// <summary>The run in the middle by its time: single runs on a shared machine vary by a third.</summary>
    protected static Result Median(int runs, Func<Result> run)
    {
        var results = new List<Result>();
        for (var i = 0; i < runs; i++)
        {
            var result = run();
            Console.Error.WriteLine(
                $"  {result.Time.TotalSeconds:0.00} s{(result.ProcessorPerMessage is { } each ? $", {each.TotalMicroseconds:0.0} µs of processor time each" : "")}{(result.PeakBytes is { } peak ? $", {peak / 1_000_000} MB" : "")}");
            results.Add(result);
        }
        return results.OrderBy(r => r.Time).ElementAt(runs / 2);
    }
}

/// <param name="Messages">Null for what has no rate, such as a start.</param>
/// <param name="Processor">Processor time of the process that was measured.</param>
/// <param name="PeakBytes">The most memory the process ever held; null where the bench itself did the work.</param>
/// <param name="FileBytes">What lay on the disk at the end.</param>
internal sealed record Result(
    string What, long? Messages, TimeSpan Time, bool Durable, TimeSpan? Processor = null, long? PeakBytes = null, long? FileBytes = null)
{
    /// <summary>What is measured in the same way as others, with so many emitters and so large events, is compared with them.</summary>
    public (int Emitters, int EventBytes)? Setting { get; init; }

    public double? Rate => Messages / Time.TotalSeconds;

    public TimeSpan? ProcessorPerMessage => Messages is { } messages ? Processor / messages : null;
}
