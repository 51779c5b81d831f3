using DarkLang.Cli.Output;

namespace DarkLang.Cli.Commands;

internal static class TraceCommand
{
    public static Command Create(Shell shell) => new("trace", "Traces: what each attempt did")
    {
        List(shell),
        Show(shell),
        TraceFollow.Create(shell),
        TraceFindCommand.Create(shell),
        TraceComparison.Replay(shell),
        TraceComparison.Diff(shell),
        TraceWay.Create(shell),
        Export(shell),
        Pin(shell, "pin", "Keep a trace until it is unpinned", pinned: true),
        Pin(shell, "unpin", "Unpin a trace: newer traces may replace it", pinned: false),
    };

    private static Command List(Shell shell)
    {
        var name = StandardOptions.OptionalHandler("A worker or a cron (all if omitted)");
        return new Command("ls", "List traces, newest first") { name }.Reads(shell, async (client, parse, json, cancellation) =>
        {
            var handler = await HandlerLookup.FindGiven(client, parse.GetValue(name), cancellation);
            var traces = await client.Ask(Operations.Traces, new(handler), cancellation);
            ViewOutput.List(shell, json, "dark.traces/2", traces, ControlJson.Form.TraceHeaderView, TraceColumns.All, "no traces yet");
        });
    }

    private static Command Show(Shell shell)
    {
        var id = Id();
        var all = new Option<bool>("--all") { Description = "Show every expression and every iteration" };
        return new Command("show", "Show a trace: its source with the value of every expression, its emits and its log") { id, all }.Reads(
            shell, async (client, parse, json, cancellation) =>
        {
            var trace = await client.Ask(Operations.Trace, new(parse.GetRequiredValue(id)), cancellation);
            var recording = TraceReplays.TryOriginal(shell, trace, cancellation)?.Recording;
            ViewOutput.Show(
                shell, json, "dark.trace/2", WithoutSecrets(trace, recording), ControlJson.Form.TraceView,
                (_, shown) => TraceText.Write(shell.Out, shown, recording, parse.GetValue(all)));
        });
    }

    private static Command Export(Shell shell)
    {
        var id = Id();
        return new Command("export", "Print a complete trace as JSON, with its sources, calls and values") { id }.Reads(
            shell, async (client, parse, _, cancellation) =>
        {
            var trace = await client.Ask(Operations.Trace, new(parse.GetRequiredValue(id)), cancellation);
            var recording = TraceReplays.TryOriginal(shell, trace, cancellation)?.Recording;
            JsonOutput.WriteObject(shell.Out, "dark.traceExport/2", writer =>
            {
                writer.Fields(WithoutSecrets(trace, recording), ControlJson.Form.TraceView);
                if (recording?.Root is { } call)
                    writer.Object("call", json => RecordingJson.Call(json, call));
                writer.WriteNumber("valuesLeftOut", recording?.LeftOut ?? 0);
            });
        });
    }

    private static TraceView WithoutSecrets(TraceView trace, Recording? recording) =>
        recording is null ? trace : SecretViews.Redact(trace, recording.Secrets);

    private static Command Pin(Shell shell, string name, string description, bool pinned)
    {
        var id = Id();
        return new Command(name, description) { id }.Acts(shell, async (client, parse, cancellation) =>
        {
            var trace = await client.Ask(Operations.Pin, new(parse.GetRequiredValue(id), pinned), cancellation);
            shell.Note($"trace {DisplayText.ShortId(trace.Id)} of {trace.Handler} is {(pinned ? "pinned" : "no longer pinned")}");
        });
    }

    private static Argument<string> Id() => new("ID") { Description = "The id of the trace, or its beginning" };
}
