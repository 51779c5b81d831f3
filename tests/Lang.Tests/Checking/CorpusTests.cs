using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Tests.Evaluation;
using DarkLang.Lang.Tests.Library;
using DarkLang.Tests;

namespace DarkLang.Lang.Tests.Checking;

/// <summary>Programs that are known to run: the checker must report nothing about them.</summary>
public class CorpusTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Golden.CasesFolder, "..", ".."));

    public static TheoryData<string> RunCases => Golden.Cases("run");

    public static TheoryData<string> Modules => Golden.Cases("library", ".cases");

    public static TheoryData<string> Canvases =>
        [.. new[] { "examples", "bench" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.dark"))
            .Select(path => Path.GetRelativePath(Root, path))];

    [Theory]
    [MemberData(nameof(Canvases))]
    public void A_published_canvas_has_no_diagnostics(string path)
    {
        var loaded = CanvasLoader.Load([new SourceText(path, File.ReadAllText(Path.Combine(Root, path)))]);
        Assert.Equal("", Programs.Render(
            loaded.Diagnostics.Where(diagnostic => path.StartsWith("examples", StringComparison.Ordinal) || IsOfTypes(diagnostic))));
    }

    [Theory]
    [MemberData(nameof(RunCases))]
    public void An_expression_that_returns_a_value_has_no_type_error(string name)
    {
        var text = Golden.Read("run", name);
        var split = text.StartsWith("// run\n", StringComparison.Ordinal) ? 0 : text.IndexOf("\n// run\n", StringComparison.Ordinal) + 1;
        var expressions = text[(split + "// run\n".Length)..].Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(expression => expression.Trim('\n'));
        Assert.Empty(
            expressions.Select(expression => Objection(expression, [new SourceText("canvas.dark", text[..split])])).OfType<string>());
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_library_call_that_returns_a_value_has_no_type_error(string module)
    {
        var expressions = Golden.Read("library", module, ".cases").Split('\n')
            .Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)
                && !line.Contains(" fails ", StringComparison.Ordinal))
            .Select(line => line[..line.LastIndexOf(" = ", StringComparison.Ordinal)]);
        Assert.Empty(expressions.Select(expression => Objection(expression, [])).OfType<string>());
    }

    private static string? Objection(string expression, SourceText[] scope)
    {
        var source = new SourceText("eval", expression);
        var unheld = CanvasLoader.LoadExpression(source, scope, Checks.Names);
        if (unheld.Code is not { } code || Programs.Run(code, [], host: new EffectsHost(new SeededEffects())) is not Outcome.Completed)
            return null;
        var wrong = CanvasLoader.LoadExpression(source, scope).Diagnostics.Where(
            diagnostic => diagnostic.Location.Source == source && diagnostic.Severity == Severity.Error && IsOfTypes(diagnostic)).ToList();
        return wrong.Count == 0 ? null : Programs.Render(wrong);
    }

    private static bool IsOfTypes(Diagnostic diagnostic) =>
        string.CompareOrdinal(diagnostic.Code, "D0330") >= 0 && string.CompareOrdinal(diagnostic.Code, "D0379") <= 0;
}
