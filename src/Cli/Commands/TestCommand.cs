using DarkLang.Cli.Output;
using DarkLang.Cli.Running;
using DarkLang.Cli.Stores;
using DarkLang.Lang.Testing;

namespace DarkLang.Cli.Commands;

internal static class TestCommand
{
    public static Command Create(Shell shell)
    {
        var files = StandardOptions.Files();
        var filter = StandardOptions.Text("--filter", "Only tests with this text in their name", "TEXT");
        var seed = StandardOptions.NumberOption("--seed", "The random seed of every test", 1);
        var json = StandardOptions.Json();
        return new Command("test", "Run the tests of a canvas") { files, filter, seed, json }.Does(shell, (parse, cancellation) =>
        {
            if (CanvasSource.LoadToTest(shell, parse.GetRequiredValue(files)) is not { Canvas: { } canvas })
                return Task.FromResult(ExitCode.Failed);
            var name = parse.GetValue(filter);
            var tests = TestRunner.Select(canvas, name);
            if (tests.Count == 0)
                throw new CommandFailure(ExitCode.Failed, name is null ? "the canvas has no tests" : $"no test has \"{name}\" in its name");
            return Task.FromResult(Run(shell, canvas, tests, parse.GetValue(seed), parse.GetValue(json), cancellation));
        });
    }

    private static int Run(Shell shell, Canvas canvas, IReadOnlyList<Test> tests, int seed, bool json, CancellationToken cancellation)
    {
        var started = shell.Time.GetTimestamp();
        var (passed, failed) = (0, 0);
        foreach (var result in ParallelTests.Run(
            tests, test => TestRunner.Run(canvas, test, TestRunner.DefaultStart, seed, Limits.Default, cancellation)))
        {
            _ = result.Passed ? passed++ : failed++;
            if (json)
                WriteJson(shell, result, seed);
            else
                WriteText(shell, result);
        }
        var elapsed = shell.Time.GetElapsedTime(started);
        if (json)
            WriteSummary(shell, passed, failed, elapsed, seed);
        shell.Note(
            $"{DisplayText.Quantity(passed, "test")} passed, {DisplayText.Count(failed)} failed "
            + $"in {DisplayTime.Duration(elapsed)} (seed {seed})");
        return failed == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void WriteText(Shell shell, TestResult result)
    {
        shell.Out.WriteLine($"{(result.Passed ? "ok  " : "FAIL")}  {DisplayText.OneLine(result.Test.Name)}");
        foreach (var warning in result.Warnings)
            shell.Out.WriteLine($"      warning at {warning.At}: {DisplayText.OneLine(warning.Message)}");
        if (result.Passed)
            return;
        if (result.Outcome is Outcome.Failed failed)
            shell.Out.Write(DiagnosticRenderer.Render(failed.Error, shell.ColoursOut));
        else
            ViewText.Value(shell.Out, $"at {result.FailedAt}\n{result.Message}", "      ");
        WriteLog(shell, result);
    }

    private static void WriteLog(Shell shell, TestResult result)
    {
        if (result.Log.Count == 0)
            return;
        shell.Out.WriteLine($"      log ({DisplayText.Count(result.Log.Count + result.LogLeftOut)})");
        foreach (var line in result.Log)
        {
            var fields = line.Fields.AsDict.Count == 0 ? "" : $"  {DisplayText.OneLine(ValueDisplay.Short(line.Fields, maxLength: 200))}";
            shell.Out.WriteLine($"        {line.Level.Word()}  {DisplayText.OneLine(line.Message)}{fields}  at {line.At}");
        }
        if (result.LogLeftOut > 0)
            shell.Out.WriteLine($"        … {DisplayText.Count(result.LogLeftOut)} more, not kept");
    }

    private static void WriteJson(Shell shell, TestResult result, int seed) => JsonOutput.WriteObject(shell.Out, "dark.test/2", json =>
    {
        json.WriteString("name", result.Test.Name);
        DiagnosticOutput.Location(json, result.Test.NameAt);
        json.WriteBoolean("passed", result.Passed);
        json.Text("message", result.Message);
        if (result.FailedAt is { } at)
            json.Object("failedAt", writer => DiagnosticOutput.Location(writer, at));
        json.Field("error", ErrorJson.Of((result.Outcome as Outcome.Failed)?.Error), ControlJson.Form.Failure);
        json.WriteNumber("seed", seed);
        json.List("log", result.Log, (writer, line) =>
        {
            writer.WriteString("level", line.Level.Word());
            writer.WriteString("message", line.Message);
            writer.Raw("fields", ValueJson.Write(line.Fields, indented: false));
            writer.WriteString("at", line.At.ToString());
        });
        json.WriteNumber("logLeftOut", result.LogLeftOut);
        json.List("warnings", result.Warnings, (writer, warning) =>
        {
            writer.WriteString("message", warning.Message);
            writer.WriteString("at", warning.At.ToString());
        });
    });

    /// <summary>Writes the last line of the stream: output without it is incomplete.</summary>
    private static void WriteSummary(Shell shell, int passed, int failed, TimeSpan elapsed, int seed) =>
        JsonOutput.WriteObject(shell.Out, "dark.test-summary/1", json =>
    {
        json.WriteNumber("passed", passed);
        json.WriteNumber("failed", failed);
        json.Milliseconds("durationMs", elapsed);
        json.WriteNumber("seed", seed);
    });
}
