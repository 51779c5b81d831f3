using System.CommandLine;
using DarkLang.Cli.Output;
using DarkLang.Runtime.Queues;

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
        Export(shell),
        Pin(shell, "pin", "Keep a trace until it is unpinned", pinned: true),
        Pin(shell, "unpin", "Let a pinned trace go when newer ones come", pinned: false),
    };

    private static Command List(Shell shell)
    {
        var name = new Argument<string?>("NAME") { Description = "A worker or a cron; all when left out", Arity = ArgumentArity.ZeroOrOne };
        return new Command("ls", "List traces, newest first") { name }.Reads(shell, async (client, parse, json, cancellation) =>
        {
            var handler = parse.GetValue(name) is { } given ? await HandlerLookup.Find(client, given, cancellation) : default(HandlerId?);
            var traces = await client.Traces(handler, cancellation);
            if (json)
                JsonOutput.WriteList(shell.Out, "dark.traces/1", traces, ViewJson.TraceHeader);
            else if (traces.Count == 0)
                shell.Note("no traces yet");
            else
                ViewText.Traces(shell, traces);
        });
    }

    private static Command Show(Shell shell)
    {
        var id = Id();
        var all = new Option<bool>("--all") { Description = "Every expression and every iteration, not only the outermost and the first" };
        return new Command("show", "Show one trace: its source with the value of every expression, emits and log") { id, all }.Reads(
            shell, async (client, parse, json, cancellation) =>
        {
            var trace = await client.Trace(parse.GetRequiredValue(id), cancellation);
            if (json)
            {
                JsonOutput.WriteObject(shell.Out, "dark.trace/1", writer => ViewJson.Trace(writer, trace));
                return;
            }
            var ran = await TraceReplays.TryAsItWas(shell, client, trace, cancellation);
            var status = await client.Status(cancellation);
            var isAlert = trace.Header.Handler.Kind == HandlerKind.Worker
                && status.Workers.Any(worker => worker.IsAlert && worker.Name == trace.Header.Handler.Name);
            TraceText.Write(shell.Out, trace, ViewText.Whole(trace.Header.Handler, isAlert), ran?.Recording, parse.GetValue(all));
        });
    }

    private static Command Export(Shell shell)
    {
        var id = Id();
        return new Command("export", "Print a trace whole, as JSON: also its sources, calls and values") { id }.Reads(
            shell, async (client, parse, _, cancellation) =>
        {
            var trace = await client.Trace(parse.GetRequiredValue(id), cancellation);
            var ran = await TraceReplays.TryAsItWas(shell, client, trace, cancellation);
            var sources = await client.Source(trace.Version, cancellation);
            JsonOutput.WriteObject(shell.Out, "dark.traceExport/1", writer =>
            {
                ViewJson.Trace(writer, trace);
                writer.List("sources", sources, (json, source) =>
                {
                    json.WriteString("path", source.Path);
                    json.WriteString("text", source.Text);
                });
                writer.Field("call", ran?.Recording.Root, RecordingJson.Call);
                writer.WriteNumber("valuesLeftOut", ran?.Recording.LeftOut ?? 0);
            });
        });
    }

    private static Command Pin(Shell shell, string name, string description, bool pinned)
    {
        var id = Id();
        return new Command(name, description) { id }.Acts(shell, async (client, parse, cancellation) =>
        {
            var trace = await client.Pin(parse.GetRequiredValue(id), pinned, cancellation);
            shell.Note($"trace {Words.ShortId(trace.Id)} of {trace.Handler} is {(pinned ? "pinned" : "no longer pinned")}");
        });
    }

    private static Argument<string> Id() => new("ID") { Description = "The trace, or the beginning of its id" };
}
