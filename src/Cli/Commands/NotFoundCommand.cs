using DarkLang.Cli.Output;

namespace DarkLang.Cli.Commands;

internal static class NotFoundCommand
{
    public static Command Create(Shell shell) =>
        new("404", "Messages to workers that do not exist: list, show, create the worker, move, remove")
    {
        List(shell),
        Show(shell),
        NotFoundChanges.Create(shell),
        NotFoundChanges.Move(shell),
        Remove(shell),
    };

    private static Command List(Shell shell) =>
        new Command("ls", "List the names that no worker has").Reads(shell, async (client, _, json, cancellation) =>
    {
        var names = (await client.Ask(Operations.Status, cancellation)).NotFound;
        ViewOutput.List(shell, json, "dark.404s/2", names, ControlJson.Form.NotFoundView, NotFoundColumns.All, "no 404s");
        if (names.Count == StatusView.MostNotFound)
            shell.Note($"only the first {DisplayText.Count(names.Count)} names are listed");
    });

    private static Command Show(Shell shell)
    {
        var name = StandardOptions.Handler("The name that was emitted to");
        return new Command("show", "Show a 404: its messages and the newest event") { name }.Reads(
            shell, async (client, parse, json, cancellation) =>
        {
            var lost = HandlerLookup.NotFound(await client.Ask(Operations.Status, cancellation), parse.GetRequiredValue(name));
            ViewOutput.Show(shell, json, "dark.404/2", lost, ControlJson.Form.NotFoundView, Write);
        });
    }

    private static void Write(Shell shell, NotFoundView lost)
    {
        ViewText.Facts(
            shell.Out,
            ("name", lost.Name),
            ("messages", DisplayText.Count(lost.Messages)),
            ("last", $"{DisplayTime.Time(lost.LastEmittedAt)} at {lost.EmittedFrom}"),
            ("did you mean", lost.Nearest));
        shell.Out.WriteLine("\nnewest event");
        ViewText.Value(shell.Out, lost.Event?.Json ?? "(only in the store; `dark queue ls` shows it)");
    }

    private static Command Remove(Shell shell)
    {
        var name = StandardOptions.OptionalHandler("The name that was emitted to");
        var where = StandardOptions.Where();
        var all = StandardOptions.All("404s");
        var yes = StandardOptions.Yes();
        var command = new Command("rm", "Remove the messages of a 404") { name, where, all, yes };
        command.Validators.Add(result =>
        {
            if (result.GetValue(name) is null != result.IsGiven(all))
                result.AddError("give one NAME, or --all");
        });
        return command.Acts(shell, async (client, parse, cancellation) =>
        {
            var status = await client.Ask(Operations.Status, cancellation);
            var handler = parse.GetValue(name) is { } given
                ? HandlerId.Worker(HandlerLookup.NotFound(status, given).Name) : default(HandlerId?);
            var selection = new MessageSelection(
                SelectionState.NotFound, Handler: handler, All: parse.GetValue(all), Where: parse.GetValue(where));
            var (count, failed) = await client.Ask(Operations.Count, selection, cancellation);
            MessageList.NoteFailed(shell, failed);
            if (count > 0)
                Confirmation.Require(shell, parse.GetValue(yes), $"remove {DisplayText.Quantity(count, "message")} for good");
            var removed = (await LongCommand.Ask(shell, client, Operations.Remove, selection, cancellation)).Count;
            shell.Note($"removed {DisplayText.Quantity(removed, "message")}");
        });
    }
}
