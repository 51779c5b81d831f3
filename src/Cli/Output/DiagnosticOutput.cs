namespace DarkLang.Cli.Output;

/// <summary>Prints diagnostics on stderr, or as JSON.</summary>
internal static class DiagnosticOutput
{
    public static void Write(Shell shell, IReadOnlyList<Diagnostic> diagnostics)
    {
        var seen = new HashSet<string>();
        foreach (var diagnostic in diagnostics)
        {
            // The hint at `dark explain` is printed once per code.
            shell.Error.Write(DiagnosticRenderer.Render(diagnostic, shell.ColoursError, explain: seen.Add(diagnostic.Code)));
            shell.Error.WriteLine();
        }
    }

    public static void Write(Shell shell, IReadOnlyList<FileProblem> problems)
    {
        foreach (var problem in problems)
            shell.NoteError(problem.Message, problem.Help);
    }

    /// <summary>"2 errors and 1 warning".</summary>
    public static string Summary(IReadOnlyList<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);
        return Summary(errors, diagnostics.Count - errors);
    }

    public static string Summary(int errors, int warnings) =>
        (errors > 0 ? DisplayText.Quantity(errors, "error") : "")
        + (errors > 0 && warnings > 0 ? " and " : "")
        + (warnings > 0 ? DisplayText.Quantity(warnings, "warning") : "");

    public static void Fields(Utf8JsonWriter json, Diagnostic diagnostic)
    {
        json.WriteString("code", diagnostic.Code);
        json.WriteString("severity", diagnostic.Severity.Word());
        json.WriteString("message", diagnostic.Message);
        Location(json, diagnostic.Location);
        json.Text("label", diagnostic.Label);
        json.Text("help", diagnostic.Help);
        json.List("related", diagnostic.Related, (writer, related) =>
        {
            writer.WriteString("label", related.Label);
            Location(writer, related.Location);
        });
    }

    public static void Location(Utf8JsonWriter json, Location location)
    {
        var start = location.Start;
        var end = location.Source.Locate(location.Span.End);
        json.WriteString("file", location.Source.Path);
        json.WriteNumber("line", start.Line);
        json.WriteNumber("column", start.Column);
        json.WriteNumber("endLine", end.Line);
        json.WriteNumber("endColumn", end.Column);
    }
}
