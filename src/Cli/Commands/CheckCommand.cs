using DarkLang.Cli.Output;

namespace DarkLang.Cli.Commands;

internal static class CheckCommand
{
    public static Command Create(Shell shell)
    {
        var files = StandardOptions.Files();
        var deny = new Option<bool>("--deny-warnings") { Description = "Fail on warnings too" };
        var json = StandardOptions.Json();
        return new Command("check", "Report all mistakes in the files of a canvas") { files, deny, json }.Does(shell, (parse, _) =>
        {
            var texts = CanvasFiles.Read(parse.GetRequiredValue(files), shell.Folder);
            var loaded = CanvasCheck.Load(texts.Sources);
            if (parse.GetValue(json))
                WriteJson(shell, texts, loaded);
            else
                WriteText(shell, texts, loaded);
            return Task.FromResult(Succeeds(texts, loaded, parse.GetValue(deny)) ? ExitCode.Ok : ExitCode.Failed);
        });
    }

    private static bool Succeeds(CanvasTexts texts, LoadedCanvas loaded, bool deny) =>
        texts.Problems.Count == 0 && !IsEmpty(texts) && loaded.Canvas is not null && !(deny && loaded.Diagnostics.Count > 0);

    private static bool IsEmpty(CanvasTexts texts) =>
        texts.Problems.Count == 0 && texts.Sources.All(source => string.IsNullOrWhiteSpace(source.Text));

    private static void WriteText(Shell shell, CanvasTexts texts, LoadedCanvas loaded)
    {
        DiagnosticOutput.Write(shell, texts.Problems);
        DiagnosticOutput.Write(shell, loaded.Diagnostics);
        if (IsEmpty(texts))
            shell.Note("error: the canvas is empty: there is nothing to check");
        else if (loaded.Diagnostics.Count > 0)
            shell.Note(DiagnosticOutput.Summary(loaded.Diagnostics));
        else if (texts.Problems.Count == 0 && loaded.Canvas is { } canvas)
            shell.Note($"no mistakes: {HandlerText.Counts(canvas)}, {DisplayText.Quantity(canvas.Tests.Count, "test")}");
    }

    private static void WriteJson(Shell shell, CanvasTexts texts, LoadedCanvas loaded) =>
        JsonOutput.WriteObject(shell.Out, "dark.check/2", json =>
    {
        json.WriteNumber("errors", texts.Problems.Count + loaded.Diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error));
        json.WriteNumber("warnings", loaded.Diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Warning));
        json.WriteBoolean("empty", IsEmpty(texts));
        json.List("unreadable", texts.Problems, (writer, problem) =>
        {
            writer.WriteString("file", problem.Path);
            writer.WriteString("message", problem.Message);
            writer.Text("help", problem.Help);
        });
        json.List("diagnostics", loaded.Diagnostics, DiagnosticOutput.Fields);
    });
}
