using System.CommandLine;
using DarkLang.Cli.Output;
using DarkLang.Cli.Stores;

namespace DarkLang.Cli.Commands;

internal static class ReloadCommand
{
    public static Command Create(Shell shell)
    {
        var data = StandardOptions.Data();
        var json = StandardOptions.Json();
        return new Command("reload", "Let the running canvas read its files again") { data, json }.Does(
            shell, async (parse, cancellation) =>
        {
            await using var connection = await Connection.ToAct(shell, parse.GetValue(data), cancellation);
            var before = await connection.Client.Status(cancellation);
            var loaded = await connection.Client.Reload(cancellation);
            foreach (var problem in loaded.Problems)
                shell.Note(Words.Safe(problem.Text));
            var isNew = loaded.At != before.Loaded?.At;
            if (parse.GetValue(json))
                JsonOutput.WriteObject(shell.Out, "dark.loaded/1", writer => LoadText.Fields(writer, loaded));
            else
                shell.Note(isNew || loaded.IsRefused ? LoadText.Line(loaded, Words.Handlers(
                    await connection.Client.Status(cancellation))) : $"the files have not changed: version {loaded.Version} runs");
            return loaded.IsRefused ? ExitCode.Failed : ExitCode.Ok;
        });
    }
}
