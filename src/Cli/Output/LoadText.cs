using DarkLang.Display;
using DarkLang.Lang.Diagnostics;
using DarkLang.Runtime.Control;

namespace DarkLang.Cli.Output;

/// <summary>The files of a running canvas as they were last read.</summary>
internal static class LoadText
{
    private const int MostNamed = 8;

    /// <summary>What keeps the files as they are now from running: a line for each mistake.</summary>
    public static void WriteRefusal(Shell shell, LoadView refused)
    {
        shell.Out.WriteLine(
            $"the files were changed at {DisplayTime.Time(refused.At)} and refused: {Summary(refused)}; version {refused.Version} runs on");
        foreach (var problem in refused.Problems)
            shell.Out.WriteLine("  " + DisplayText.OneLine(Place(problem)));
    }

    /// <summary>What a reload led to, for the log.</summary>
    /// <param name="handlers">Those that run, in words.</param>
    public static string Line(LoadView loaded, string handlers)
    {
        if (loaded.IsRefused)
            return $"not reloaded: {Summary(loaded)}; version {loaded.Version} runs on";
        string[] changes =
            [.. Changes("added", loaded.Added), .. Changes("removed", loaded.Removed), .. Changes("changed", loaded.Changed)];
        return $"reloaded: {handlers}; version {loaded.Version}; {(changes.Length == 0 ? "no item is another than before" : string.Join("; ", changes))}";
    }

    private static IEnumerable<string> Changes(string what, IReadOnlyList<string> items) => items.Count == 0 ? []
        : [$"{what} {DisplayText.OneLine(string.Join(", ", items.Take(MostNamed)))}{(items.Count > MostNamed ? $" and {items.Count - MostNamed} more" : "")}"];

    /// <summary>"2 errors and 1 warning".</summary>
    public static string Summary(LoadView loaded)
    {
        var errors = loaded.Problems.Count(problem => problem.Severity == Severity.Error);
        return DiagnosticOutput.Summary(errors, loaded.Problems.Count - errors);
    }

    private static string Place(ProblemView problem) =>
        problem.Code is null
            ? $"{problem.Severity.Word()}: {problem.Message}"
            : $"{problem.Severity.Word()}[{problem.Code}] {problem.File}:{problem.Line}:{problem.Column}: {problem.Message}";
}
