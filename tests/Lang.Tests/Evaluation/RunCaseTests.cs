using System.Text;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Tests;

namespace DarkLang.Lang.Tests.Evaluation;

/// <summary>
/// The cases in tests/cases/run: functions, then the line <c>// run</c>, then expressions separated by empty lines. The expected file
/// shows each expression with its result.
/// </summary>
public class RunCaseTests
{
    public static TheoryData<string> Names => Golden.Cases("run");

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_expression_ends_as_its_case_says(string name)
    {
        var text = Golden.Read("run", name);
        var split = text.StartsWith("// run\n", StringComparison.Ordinal) ? 0 : text.IndexOf("\n// run\n", StringComparison.Ordinal) + 1;
        var canvas = new SourceText("canvas.dark", text[..split]);
        var output = new StringBuilder();
        foreach (var expression in text[(split + "// run\n".Length)..].Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
            output.Append(Show(expression.Trim('\n'), canvas));
        Golden.Verify(Golden.PathOf("run", name, ".expected"), output.ToString());
    }

    private static string Show(string expression, SourceText canvas)
    {
        var loaded = CanvasLoader.LoadExpression(new SourceText("eval", expression), [canvas], Checks.Names);
        var result = loaded.Code is null ? Programs.Render(loaded.Diagnostics) : Programs.Show(Programs.Run(loaded.Code, []));
        var quoted = string.Join('\n', expression.Split('\n').Select(line => $"> {line}"));
        return $"{quoted}\n{result.TrimEnd()}\n\n";
    }
}
