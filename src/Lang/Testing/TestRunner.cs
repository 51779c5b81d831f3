using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Testing;

/// <summary>The result of a test.</summary>
/// <param name="Message">Why it did not pass, in one sentence; null if it passed.</param>
/// <param name="FailedAt">The expression that made it false, or its name if it ended in another way; null if it passed.</param>
/// <param name="Outcome">How its body ended, with the error and its place if it failed.</param>
/// <param name="Log">The first lines that it logged; <paramref name="LogLeftOut"/> is the number of other lines.</param>
/// <param name="Warnings">What may be wrong with the test, even if it passed.</param>
public sealed record TestResult(
    Test Test, string? Message, Location? FailedAt, Outcome Outcome, IReadOnlyList<LogLine> Log, long LogLeftOut,
    IReadOnlyList<TestWarning> Warnings)
{
    public bool Passed => Message is null;
}

public sealed record TestWarning(string Message, Location At);

/// <summary>Runs <c>test</c> items, each with its own host.</summary>
public static class TestRunner
{
    /// <summary>The time of a test until the test sets its clock.</summary>
    public static DateTimeOffset DefaultStart { get; } = new(2024, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Returns the tests whose names contain <paramref name="filter"/> (null for all), in the order of the source.</summary>
    public static IReadOnlyList<Test> Select(Canvas canvas, string? filter) =>
        [.. canvas.Tests.Where(test => filter is null || test.Name.Contains(Nfc.Of(filter), StringComparison.OrdinalIgnoreCase))];

    /// <summary>
    /// Runs a test. Tests of one canvas may run at the same time without affecting one another.
    /// The calling thread needs a stack of <see cref="Interpreter.StackSize"/>.
    /// </summary>
    public static TestResult Run(Canvas canvas, Test test, DateTimeOffset start, int seed, Limits limits, CancellationToken cancellation)
    {
        var host = new TestHost(canvas, test, start, seed);
        var outcome = Interpreter.Run(test.Body, [], host, limits, cancellation);
        var message = Explain(outcome, host);
        Location? at = message is null ? null : outcome is Outcome.Failed failed ? failed.Error.At : host.Refuted?.At ?? test.NameAt;
        return new TestResult(test, message, at, outcome, host.LogLines, host.LogLeftOut, host.Warnings);
    }

    private static string? Explain(Outcome outcome, TestHost host) => outcome switch
    {
        Outcome.Completed { Value.IsTrue: true } => null,
        Outcome.Completed { Value.IsBool: true } when host.Refuted?.Sides is var (left, right) => Compare(left, right),
        Outcome.Completed { Value.IsBool: true } => host.Unexpected ?? "the test returned false",
        Outcome.Completed completed => $"a test must return true or false, but returned {OperatorErrors.Describe(completed.Value)}",
        Outcome.Snoozed snoozed => $"the run snoozed its message for {snoozed.Wait.TotalSeconds:0} s",
        Outcome.Incomplete => "no code is written yet",
        Outcome.Failed failed => failed.Error.Message,
        _ => "the test was stopped",
    };

    private static string Compare(Value left, Value right)
    {
        var both = $"the two sides differ\n  left:  {Show(left)}\n  right: {Show(right)}";
        return FirstDifference.Of(left, right) is { } first ? $"{both}\n  first difference at {first}" : both;
    }

    private static string Show(Value value) => ValueDisplay.Short(value, maxLength: 400);
}
