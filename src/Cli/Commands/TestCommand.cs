using System.CommandLine;
using DarkLang.Cli.Output;
using DarkLang.Cli.Stores;
using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Testing;

namespace DarkLang.Cli.Commands;

internal static class TestCommand
{
    private const int Seed = 1;

    public static Command Create(Shell shell)
    {
        var files = StandardOptions.Files();
        var filter = new Option<string?>("--filter") { Description = "Only the tests with this in their name", HelpName = "TEXT" };
        var json = StandardOptions.Json();
        return new Command("test", "Run the tests of a canvas") { files, filter, json }.Does(shell, (parse, cancellation) =>
        {
            if (CanvasSource.Load(shell, parse.GetRequiredValue(files)) is not { } canvas)
                return Task.FromResult(ExitCode.Failed);
            var chosen = parse.GetValue(filter);
            return Task.FromResult(LargeStack.Run(() => Run(shell, canvas, chosen, parse.GetValue(json), cancellation)));
        });
    }

    private static int Run(Shell shell, Canvas canvas, string? filter, bool json, CancellationToken cancellation)
    {
        var (passed, failed) = (0, 0);
        foreach (var result in TestRunner.Run(canvas, filter, TestRunner.DefaultStart, Seed, Limits.Default, cancellation))
        {
            _ = result.Passed ? passed++ : failed++;
            if (json)
                WriteJson(shell, result);
            else
                WriteText(shell, result);
        }
        if (passed + failed == 0)
            shell.Note(filter is null ? "error: the canvas has no tests" : $"error: no test has \"{filter}\" in its name");
        else
            shell.Note($"{Words.Several(passed, "test")} passed, {Words.Count(failed)} failed");
        return failed == 0 && passed > 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void WriteText(Shell shell, TestResult result)
    {
        shell.Out.WriteLine($"{(result.Passed ? "ok  " : "FAIL")}  {Words.OneLine(result.Test.Name)}");
        if (result.Passed)
            return;
        if (result.Outcome is Outcome.Failed failed)
        {
            shell.Out.Write(DiagnosticRenderer.Render(failed.Error, shell.ColoursOut));
            return;
        }
        shell.Out.WriteLine($"      at {result.Test.NameAt}");
        foreach (var line in Words.Safe(result.Message ?? "").Split('\n'))
            shell.Out.WriteLine($"      {line}");
    }

    private static void WriteJson(Shell shell, TestResult result) => JsonOutput.WriteObject(shell.Out, "dark.test/1", json =>
    {
        json.WriteString("name", result.Test.Name);
        DiagnosticOutput.Place(json, result.Test.NameAt);
        json.WriteBoolean("passed", result.Passed);
        json.WriteString("message", result.Message);
        json.Field("error", (result.Outcome as Outcome.Failed)?.Error, ErrorJson.Fields);
    });
}
