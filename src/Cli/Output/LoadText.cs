using System.Text.Json;
using DarkLang.Runtime.Control;

namespace DarkLang.Cli.Output;

/// <summary>The files of a running canvas as they were read last: for people and for programs.</summary>
internal static class LoadText
{
    private const int MostNamed = 8;

    /// <summary>What keeps the files as they are now from running: a line for each mistake.</summary>
    public static void WriteRefusal(Shell shell, LoadView refused)
    {
        shell.Out.WriteLine(
            $"the files were changed at {Words.Time(refused.At)} and refused: {Summary(refused)}; version {refused.Version} runs on");
        foreach (var problem in refused.Problems)
            shell.Out.WriteLine("  " + Words.OneLine(Place(problem)));
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
        : [$"{what} {Words.OneLine(string.Join(", ", items.Take(MostNamed)))}{(items.Count > MostNamed ? $" and {items.Count - MostNamed} more" : "")}"];

    /// <summary>"2 errors and 1 warning".</summary>
    public static string Summary(LoadView loaded)
    {
        var errors = loaded.Problems.Count(problem => problem.Severity == "error");
        return DiagnosticOutput.Summary(errors, loaded.Problems.Count - errors);
    }

    public static void Fields(Utf8JsonWriter json, LoadView loaded)
    {
        json.Time("at", loaded.At);
        json.WriteString("version", loaded.Version);
        json.WriteBoolean("refused", loaded.IsRefused);
        json.Strings("added", loaded.Added);
        json.Strings("removed", loaded.Removed);
        json.Strings("changed", loaded.Changed);
        json.List("problems", loaded.Problems, Problem);
    }

    private static void Problem(Utf8JsonWriter json, ProblemView problem)
    {
        json.WriteString("code", problem.Code);
        json.WriteString("severity", problem.Severity);
        json.WriteString("message", problem.Message);
        json.WriteString("file", problem.File);
        json.WriteNumber("line", problem.Line);
        json.WriteNumber("column", problem.Column);
        json.WriteString("help", problem.Help);
    }

    private static string Place(ProblemView problem) =>
        problem.Code is null
            ? $"{problem.Severity}: {problem.Message}"
            : $"{problem.Severity}[{problem.Code}] {problem.File}:{problem.Line}:{problem.Column}: {problem.Message}";
}
