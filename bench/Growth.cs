using System.Diagnostics;
using System.Globalization;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Outside;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;

namespace DarkLang.Bench;

/// <summary>
/// What library functions cost on n and on 10 n: a ratio near 10 is linear, near 100 is quadratic. Each entry is an expression over
/// <c>n</c>; what it needs as input it builds itself, in linear time.
/// </summary>
internal static class Growth
{
    private const int Small = 10_000;
    private const int Runs = 5;

    // A quadratic entry would take minutes; it is seen to be one earlier.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private static readonly (string What, string Expression)[] Entries = [.. TextGrowth.Entries, .. DataGrowth.Entries];

    /// <param name="filter">Only entries whose name or expression contains it.</param>
    public static void Run(string filter, TextWriter output)
    {
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{"what",-44} {$"n = {Small}",12} {$"n = {10 * Small}",12} {"ratio",7}"));
        // The library may call back as deep as a program nests.
        var thread = new Thread(() => RunAll(filter, output), Interpreter.StackSize);
        thread.Start();
        thread.Join();
    }

    private static void RunAll(string filter, TextWriter output)
    {
        foreach (var (what, expression) in Entries)
        {
            if (!what.Contains(filter, StringComparison.OrdinalIgnoreCase)
                && !expression.Contains(filter, StringComparison.OrdinalIgnoreCase))
                continue;
            var (small, large) = (Measure(expression, Small), Measure(expression, 10 * Small));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{what,-44} {small.TotalMilliseconds,9:0.00} ms {large.TotalMilliseconds,9:0.00} ms {large / small,7:0.0}"));
        }
    }

    private static TimeSpan Measure(string expression, int n)
    {
        var code = CanvasLoader.LoadExpression(new SourceText("growth", $"let n = {n} in {expression}"), []) is { Code: { } loaded }
            ? loaded
            : throw new ArgumentException($"this is not an expression: {expression}");
        var times = new List<TimeSpan>();
        var begun = Stopwatch.GetTimestamp();
        // The first run warms up; it counts only when there is no time for others.
        for (var i = 0; i <= Runs && (i == 0 || Stopwatch.GetElapsedTime(begun) < Timeout); i++)
            times.Add(Time(code, expression));
        return times.Skip(times.Count > 1 ? 1 : 0).Order().ElementAt((times.Count - 1) / 2);
    }

    private static TimeSpan Time(Code code, string expression)
    {
        var begun = Stopwatch.GetTimestamp();
        using var patience = new CancellationTokenSource(Timeout);
        var outcome = Interpreter.Run(code, [], new EffectsHost(new NoEffects()), Limits.Default, patience.Token);
        var time = Stopwatch.GetElapsedTime(begun);
        return outcome is Outcome.Completed or Outcome.Cancelled
            ? time
            : throw new InvalidOperationException($"{expression} ended as {outcome}");
    }

    /// <summary>What is measured here is pure.</summary>
    private sealed class NoEffects : IEffects
    {
        public DateTimeOffset Now => DateTimeOffset.UnixEpoch;

        public MessageInfo? Message => null;

        public IOutside Outside => throw new NotSupportedException();

        public void NextBytes(Span<byte> destination) => throw new NotSupportedException();

        public bool Emit(Emission emission) => throw new NotSupportedException();

        public void Log(LogLine line) => throw new NotSupportedException();

        public void Control(ControlEffect act) => throw new NotSupportedException();

        public long CountMessages(string worker) => throw new NotSupportedException();

        public bool IsPaused(string worker) => throw new NotSupportedException();
    }
}
