using DarkLang.Cli.Output;
using DarkLang.Cli.Stores;

namespace DarkLang.Cli.Commands;

internal static class ReloadCommand
{
    public static Command Create(Shell shell)
    {
        var data = StandardOptions.Data();
        var json = StandardOptions.Json();
        return new Command("reload", "Reload the files of the running canvas") { data, json }.Does(
            shell, async (parse, cancellation) =>
        {
            await using var connection = await Connection.ToAct(shell, parse.GetValue(data), cancellation);
            var before = await connection.Client.Ask(Operations.Status, cancellation);
            var loaded = await connection.Client.Ask(Operations.Reload, cancellation);
            foreach (var problem in loaded.Problems)
                shell.Note(DisplayText.Printable(problem.Text));
            var isNew = loaded.At != before.Loaded?.At;
            if (parse.GetValue(json))
                JsonOutput.WriteObject(shell.Out, "dark.loaded/2", loaded, ControlJson.Form.LoadView);
            else if (isNew || loaded.IsRefused)
                shell.Note(LoadText.Line(loaded, HandlerText.Counts(await connection.Client.Ask(Operations.Status, cancellation))));
            else
                shell.Note($"the files have not changed: version {loaded.Version} runs");
            return loaded.IsRefused ? ExitCode.Failed : ExitCode.Ok;
        });
    }
}
