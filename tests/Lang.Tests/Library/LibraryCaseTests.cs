using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Library;
using DarkLang.Tests;

namespace DarkLang.Lang.Tests.Library;

/// <summary>The tables in <c>tests/cases/library</c>. A line is <c>expression = expected</c> or <c>expression fails CODE</c>.</summary>
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
        // Callbacks of the library can nest as deeply as calls of a program.
        var thread = new Thread(() => Check(lines, wrong), Interpreter.StackSize);
        thread.Start();
        thread.Join();
        Assert.True(wrong.Count == 0, $"{wrong.Count} lines of {module}{Extension}:\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public void Every_function_is_in_a_table()
    {
        var tables = string.Join('\n', Modules.Select(row => Golden.Read(Stage, row.Data, Extension)));
        var missing = LibraryCatalog.Standard.Functions.Select(function => function.Name)
            .Where(name => !tables.Contains(name, StringComparison.Ordinal));
        Assert.Empty(missing);
    }

    private static void Check(string[] lines, List<string> wrong)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0 || lines[i].StartsWith("//", StringComparison.Ordinal))
                continue;
            if (LibraryCase.Problem(lines[i], new SeededEffects()) is { } problem)
                wrong.Add($"{i + 1}: {lines[i]}\n    {problem}");
        }
    }
}
