using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Tests.Library;

/// <summary>One line of a table, or the example of a function: <c>expression = expected</c> or <c>expression fails CODE</c>.</summary>
internal static class LibraryCase
{
    private const string ReturnsValue = " = ";
    private const string FailsWith = " fails ";

    // The type that the lines about `JSON::decode` name.
    private static readonly SourceText Types = new("types.dark", "type Order = { id: Int; total: Float }\n");

    /// <summary>Returns what is wrong with a line, or null if it holds.</summary>
    public static string? Problem(string line, IEffects effects)
    {
        if (line.LastIndexOf(FailsWith, StringComparison.Ordinal) is >= 0 and var fails)
        {
            var outcome = Run(line[..fails], effects);
            return outcome is Outcome.Failed { Error: var error } && error.Code == line[(fails + FailsWith.Length)..]
                ? null
                : Describe(outcome);
        }
        var (expression, result) = Split(line);
        var (actual, expected) = (Run(expression, effects), Run(result, effects));
        return actual is Outcome.Completed { Value: var a } && expected is Outcome.Completed { Value: var b }
            && ValueEquality.AreEqual(a, b)
            ? null
            : $"returned {Describe(actual)}, expected {Describe(expected)}";
    }

    /// <summary>Splits a line that expects a value into its two sides.</summary>
    public static (string Expression, string Expected) Split(string line)
    {
        var equals = line.LastIndexOf(ReturnsValue, StringComparison.Ordinal);
        return (line[..equals], line[(equals + ReturnsValue.Length)..]);
    }

    private static Outcome Run(string expression, IEffects effects)
    {
        var loaded = CanvasLoader.LoadExpression(new SourceText("case", expression), [Types], Checks.Names);
        return loaded.Code is { } code
            ? Interpreter.Run(code, [], new EffectsHost(effects), Limits.Default, CancellationToken.None)
            : new Outcome.Failed(
                new RuntimeError(loaded.Diagnostics[0].Code, loaded.Diagnostics[0].Message, loaded.Diagnostics[0].Location));
    }

    private static string Describe(Outcome outcome) => outcome switch
    {
        Outcome.Completed completed => ValueDisplay.Show(completed.Value, width: int.MaxValue, maxLength: 300),
        Outcome.Failed failed => $"{failed.Error.Code}: {failed.Error.Message}",
        _ => $"{outcome}",
    };
}
