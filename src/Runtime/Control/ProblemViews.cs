using DarkLang.Runtime.Canvases;

namespace DarkLang.Runtime.Control;

/// <summary>Makes views of the problems in files.</summary>
internal static class ProblemViews
{
    public static ProblemView Of(Diagnostic diagnostic)
    {
        var start = diagnostic.Location.Start;
        return new ProblemView(
            diagnostic.Code, diagnostic.Severity, diagnostic.Message, diagnostic.Location.Source.Path, start.Line, start.Column,
            DiagnosticRenderer.Render(diagnostic, color: false, explain: true))
        { Help = diagnostic.Help };
    }

    public static ProblemView Of(FileProblem problem) => new(
        Code: null, Severity.Error, problem.Message, problem.Path, Line: 0, Column: 0,
        $"error: {problem.Message}\n{(problem.Help is null ? "" : $"  = help: {problem.Help}\n")}")
    { Help = problem.Help };
}
