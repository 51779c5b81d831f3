using DarkLang.Cli.Output;

namespace DarkLang.Cli.Commands;

internal static class EvalCommand
{
    public static Command Create(Shell shell)
    {
        var text = new Argument<string>("EXPR") { Description = "The expression, or - for stdin" };
        var load = new Option<string[]>("--load") { Description = "A file whose functions it may use", HelpName = "FILE" };
        var json = StandardOptions.Json();
        return new Command("eval", "Evaluate one expression") { text, load, json }.Does(shell, async (parse, cancellation) =>
        {
            var given = parse.GetRequiredValue(text);
            var source = given == "-"
                ? new SourceText("<stdin>", await shell.In.ReadToEndAsync(cancellation))
                : new SourceText("<expression>", given);
            var scope = CanvasFiles.Read(parse.GetValue(load) ?? [], shell.Folder);
            DiagnosticOutput.Write(shell, scope.Problems);
            if (scope.Problems.Count > 0)
                return ExitCode.Failed;
            var loaded = CanvasLoader.LoadExpression(source, scope.Sources);
            DiagnosticOutput.Write(shell, loaded.Diagnostics);
            if (loaded.Code is not { } code)
                return ExitCode.Failed;
            return LargeStack.Run(() => Run(shell, code, parse.GetValue(json), cancellation));
        });
    }

    private static int Run(Shell shell, Code code, bool json, CancellationToken cancellation)
    {
        using var effects = new EvalEffects(shell.Time, shell.Note);
        var outcome = Interpreter.Run(code, [], new EffectsHost(effects), Limits.Default, cancellation);
        if (json)
            WriteJson(shell, outcome);
        else if (outcome is Outcome.Completed completed)
            shell.Out.WriteLine(DisplayText.Printable(ValueDisplay.Show(completed.Value)));
        if (outcome is Outcome.Failed failed)
            shell.Error.Write(DiagnosticRenderer.Render(failed.Error, shell.ColoursError, explain: true));
        else if (outcome is Outcome.Incomplete incomplete)
            shell.Note($"error: no code is written yet at {incomplete.At}");
        return outcome is Outcome.Completed ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void WriteJson(Shell shell, Outcome outcome) => JsonOutput.WriteObject(shell.Out, "dark.value/2", json =>
    {
        if (outcome is Outcome.Completed { Value: var value })
        {
            json.Raw("value", ValueJson.Write(value, indented: false));
            json.WriteString("text", ValueDisplay.Show(value));
        }
        json.Text("incompleteAt", (outcome as Outcome.Incomplete)?.At.ToString());
        json.Field("error", ErrorJson.Of((outcome as Outcome.Failed)?.Error), ControlJson.Form.Failure);
    });
}
