namespace DarkLang.Cli.Output;

/// <summary>The files of a running canvas as they were last read.</summary>
internal static class LoadText
{
    private const int MostNamed = 8;

    /// <summary>Prints why the files can't run, with a line for each problem.</summary>
    public static void WriteRefusal(Shell shell, LoadView refused)
    {
        shell.Out.WriteLine(
            $"\nthe files were changed at {DisplayTime.Time(refused.At)} and refused: {Summary(refused)}; "
            + $"version {refused.Version} keeps running");
        foreach (var problem in refused.Problems)
            shell.Out.WriteLine("  " + DisplayText.OneLine(Describe(problem)));
    }

    /// <summary>Returns the result of a reload, for the log.</summary>
    /// <param name="handlers">The handlers that run now, counted.</param>
    public static string Line(LoadView loaded, string handlers)
    {
        if (loaded.IsRefused)
            return $"not reloaded: {Summary(loaded)}; version {loaded.Version} keeps running";
        string[] changes =
            [.. Changes("added", loaded.Added), .. Changes("removed", loaded.Removed), .. Changes("changed", loaded.Changed)];
        var dropped = string.Concat(loaded.Dropped.Select(option => $"; {DisplayText.OneLine(option)}"));
        var changed = changes.Length == 0 ? "no item changed" : string.Join("; ", changes);
        return $"reloaded: {handlers}; version {loaded.Version}; {changed}{dropped}";
    }

    private static IEnumerable<string> Changes(string what, IReadOnlyList<string> items) => items.Count == 0 ? []
        : [$"{what} {DisplayText.OneLine(string.Join(", ", items.Take(MostNamed)))}"
            + (items.Count > MostNamed ? $" and {items.Count - MostNamed} more" : "")];

    /// <summary>"2 errors and 1 warning".</summary>
    public static string Summary(LoadView loaded)
    {
        var errors = loaded.Problems.Count(problem => problem.Severity == Severity.Error);
        return DiagnosticOutput.Summary(errors, loaded.Problems.Count - errors);
    }

    private static string Describe(ProblemView problem) =>
        problem.Code is null
            ? $"{problem.Severity.Word()}: {problem.Message}"
            : $"{problem.Severity.Word()}[{problem.Code}] {problem.File}:{problem.Line}:{problem.Column}: {problem.Message}";
}
