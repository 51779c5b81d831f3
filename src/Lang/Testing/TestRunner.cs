using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Testing;

/// <summary>How a test went.</summary>
/// <param name="Message">Why it did not pass, in one sentence; null when it passed.</param>
/// <param name="Outcome">How its body ended, with the error and its place where there is one.</param>
/// <param name="Log">The first lines it logged; <paramref name="LogLeftOut"/> counts the others.</param>
public sealed record TestResult(Test Test, bool Passed, string? Message, Outcome Outcome, IReadOnlyList<LogLine> Log, long LogLeftOut);

/// <summary>Runs <c>test</c> items, each in a world of its own.</summary>
public static class TestRunner
{
    /// <summary>What every test's clock shows until it sets it.</summary>
    public static DateTimeOffset DefaultStart { get; } = new(2024, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The tests whose names contain <paramref name="filter"/> (all when null), in the order of the source.</summary>
    public static IReadOnlyList<Test> Chosen(Canvas canvas, string? filter) =>
        [.. canvas.Tests.Where(test => filter is null || test.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))];

    /// <summary>
    /// Tests of one canvas may run at the same time, and each gives the same result whichever run beside it.
    /// The calling thread needs a stack of <see cref="Interpreter.StackSize"/>.
    /// </summary>
    public static TestResult Run(Canvas canvas, Test test, DateTimeOffset start, int seed, Limits limits, CancellationToken cancellation)
    {
        var host = new TestHost(canvas, start, seed);
        var outcome = Interpreter.Run(test.Body, [], host, limits, cancellation);
        var message = Judge(outcome, host.Difference);
        return new TestResult(test, message is null, message, outcome, host.LogLines, host.LogLeftOut);
    }

    private static string? Judge(Outcome outcome, (Value Left, Value Right)? difference) => outcome switch
    {
        Outcome.Completed { Value.IsTrue: true } => null,
        Outcome.Completed when difference is var (left, right) => Compare(left, right),
        Outcome.Completed { Value.IsBool: true } => "the test gave false",
        Outcome.Completed completed => $"a test must give true or false, but this one gave {OperatorErrors.Describe(completed.Value)}",
        Outcome.Incomplete => "no code is written yet",
        Outcome.Failed failed => failed.Error.Message,
        _ => "it was stopped",
    };

    private static string Compare(Value left, Value right)
    {
        var both = $"the sides differ\n  left:  {Show(left)}\n  right: {Show(right)}";
        return FirstDifference.Of(left, right) is { } first ? $"{both}\n  first difference at {first}" : both;
    }

    private static string Show(Value value) => ValueDisplay.Short(value, maxLength: 400);
}
