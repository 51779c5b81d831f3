using DarkLang.Cli.Output;
using DarkLang.Cli.Stores;

namespace DarkLang.Cli.Commands;

/// <summary>Lists the once-keys that a worker remembers, or forgets one.</summary>
internal static class QueueKeys
{
    public static Command Create(Shell shell)
    {
        var name = StandardOptions.Handler("A worker or a 404");
        var forget = StandardOptions.Word("--forget", "Forget this key, so that it can be emitted again", "KEY");
        var limit = StandardOptions.Limit(100);
        var yes = StandardOptions.Yes();
        var (data, json) = (StandardOptions.Data(), StandardOptions.Json());
        var command = new Command("keys", "List the keys of `--id`, emitOnce and dedupe that a worker remembers, or forget one")
        {
            name, forget, limit, yes, data, json,
        };
        command.Validators.Add(result =>
        {
            if (result.IsGiven(forget) && (result.IsGiven(json) || result.IsGiven(limit)))
                result.AddError("--forget can't be combined with --json or --limit");
        });
        return command.Does(shell, async (parse, cancellation) =>
        {
            var (worker, store) = (parse.GetRequiredValue(name), parse.GetValue(data));
            if (parse.GetValue(forget) is { } key)
            {
                await using var connection = await Connection.ToAct(shell, store, cancellation);
                await Forget(shell, connection.Client, worker, key, parse.GetValue(yes), cancellation);
                return ExitCode.Ok;
            }
            await using var reading = await Connection.ToRead(shell, store, cancellation);
            await List(shell, reading.Client, worker, parse.GetValue(limit), parse.GetValue(json), cancellation);
            return ExitCode.Ok;
        });
    }

    private static async Task List(
        Shell shell, IControlClient client, string worker, int most, bool json, CancellationToken cancellation)
    {
        var handler = HandlerId.Worker(worker);
        var keys = await client.Ask(Operations.Keys, new(handler, most), cancellation);
        ViewOutput.List(
            shell, json, "dark.keys/1", keys, ControlJson.Form.OnceKeyView, KeyColumns.All, "no keys are remembered");
        if (keys.Count == most)
            shell.Note($"only the first {DisplayText.Count(most)} are listed");
    }

    private static async Task Forget(
        Shell shell, IControlClient client, string worker, string key, bool yes, CancellationToken cancellation)
    {
        Confirmation.Require(shell, yes, $"forget the key \"{key}\" of worker {worker}, so that it can be emitted again");
        var handler = HandlerId.Worker(worker);
        var forgotten = (await client.Ask(Operations.ForgetKey, new(handler, key), cancellation)).Count;
        if (forgotten == 0)
            throw new CommandFailure(
                ExitCode.NotFound, $"worker {worker} remembers no key \"{key}\"",
                $"`dark queue keys {ShellWord.Of(worker)}` lists them as they are written here");
        shell.Note($"worker {worker} forgot the key \"{key}\"");
    }
}
