using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Library;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Values;
using DarkLang.Tests;

namespace DarkLang.Lang.Tests.Library;

/// <summary>The tables under <c>tests/cases/library</c>: each line is <c>expression = expected</c> or <c>expression fails CODE</c>.</summary>
public sealed class LibraryCaseTests
{
    private const string Stage = "library";
    private const string Extension = ".cases";

    public static TheoryData<string> Modules => Golden.Cases(Stage, Extension);

    [Theory]
    [MemberData(nameof(Modules))]
    public void Every_line_of_the_table_holds(string module)
    {
        var lines = Golden.Read(Stage, module, Extension).Split('\n');
        var wrong = new List<string>();
        // The library may call back as deep as a program nests.
        var thread = new Thread(() => Check(lines, wrong), Interpreter.StackSize);
        thread.Start();
        thread.Join();
        Assert.True(wrong.Count == 0, $"{wrong.Count} lines of {module}{Extension}:\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public void Every_function_is_in_a_table()
    {
        var tables = string.Join('\n', Modules.Select(row => Golden.Read(Stage, row.Data, Extension)));
        var missing = LibraryCatalog.Standard.Functions.Select(function => function.Name).Where(name => !tables.Contains(name, StringComparison.Ordinal));
        Assert.Empty(missing);
    }

    private static void Check(string[] lines, List<string> wrong)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0 || lines[i].StartsWith("//", StringComparison.Ordinal))
                continue;
            if (Problem(lines[i]) is { } problem)
                wrong.Add($"{i + 1}: {lines[i]}\n    {problem}");
        }
    }

    private static string? Problem(string line)
    {
        if (line.LastIndexOf(" fails ", StringComparison.Ordinal) is >= 0 and var fails)
        {
            var outcome = Run(line[..fails]);
            return outcome is Outcome.Failed { Error: var error } && error.Code == line[(fails + " fails ".Length)..] ? null : Describe(outcome);
        }
        var equals = line.LastIndexOf(" = ", StringComparison.Ordinal);
        var (actual, expected) = (Run(line[..equals]), Run(line[(equals + " = ".Length)..]));
        return actual is Outcome.Completed { Value: var a } && expected is Outcome.Completed { Value: var b } && ValueEquality.AreEqual(a, b)
            ? null
            : $"gives {Describe(actual)}, expected {Describe(expected)}";
    }

    private static Outcome Run(string expression)
    {
        var loaded = CanvasLoader.LoadExpression(new SourceText("case", expression), []);
        return loaded.Code is { } code
            ? Interpreter.Run(code, [], new EffectsHost(new SeededEffects()), Limits.Default, CancellationToken.None)
            : new Outcome.Failed(new RuntimeError(loaded.Diagnostics[0].Code, loaded.Diagnostics[0].Message, loaded.Diagnostics[0].Location));
    }

    private static string Describe(Outcome outcome) => outcome switch
    {
        Outcome.Completed completed => ValueDisplay.Show(completed.Value, width: int.MaxValue, maxLength: 300),
        Outcome.Failed failed => $"{failed.Error.Code}: {failed.Error.Message}",
        _ => $"{outcome}",
    };
}
