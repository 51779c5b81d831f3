using DarkLang.Cli.Output;

namespace DarkLang.Cli.Commands;

internal static class HistoryCommand
{
    public static Command Create(Shell shell)
    {
        var name = StandardOptions.OptionalHandler("A worker, a cron or a 404 (all if omitted)");
        var where = StandardOptions.Word(
            "--where", "Only those for which this holds: 'outcome == \"dead\" && durationMs > 500'", "EXPR");
        var limit = StandardOptions.Limit(100);
        var before = StandardOptions.Word("--before", "Continue a list: its last line says after what", "PLACE");
        var description = "List messages that have ended, newest first, of a canvas that runs with --history";
        return new Command("history", description) { name, where, limit, before }.Reads(shell, async (client, parse, json, cancellation) =>
        {
            var handler = await HandlerLookup.FindGiven(client, parse.GetValue(name), cancellation);
            var request = new HistoryRequest(handler, parse.GetValue(where), parse.GetValue(limit), parse.GetValue(before));
            var history = await client.Ask(Operations.History, request, cancellation);
            if (json)
                JsonOutput.WriteObject(shell.Out, "dark.history/1", history, ControlJson.Form.HistoryView);
            else
                ViewOutput.List(
                    shell, json, "", history.Items, ControlJson.Form.HistoryLineView, HistoryColumns.All,
                    history.IsKept || request.Where is not null || request.Before is not null
                        ? "no messages have ended" : "no history: `dark run FILE --history 7d` keeps one");
            Note(shell, history);
        });
    }

    private static void Note(Shell shell, HistoryView history)
    {
        MessageList.NoteCondition(shell, history.Warnings, history.Failed);
        if (history.TimedOut)
            MessageList.NoteTimedOut(shell, history.Searched);
        else if (history.Before is { } before)
            shell.Note($"there are more: add --before {before}");
    }
}
