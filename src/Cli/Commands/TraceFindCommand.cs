using DarkLang.Cli.Output;

namespace DarkLang.Cli.Commands;

/// <summary><c>trace find</c>: kept traces by handler, outcome, duration, and text in their input.</summary>
internal static class TraceFindCommand
{
    public static Command Create(Shell shell)
    {
        var text = StandardOptions.Optional("TEXT", "Text in the input or the error, ignoring case");
        var handler = StandardOptions.Word("--handler", "Traces of this worker or cron", "NAME");
        var outcome = StandardOptions.Choice<TraceOutcome>("--outcome", "Traces with this outcome");
        var slower = StandardOptions.Duration("--slower-than", "Traces that took longer than this");
        return new Command("find", "Find traces by text, handler, outcome or duration") { text, handler, outcome, slower }.Reads(
            shell, async (client, parse, json, cancellation) =>
        {
            var of = await HandlerLookup.FindGiven(client, parse.GetValue(handler), cancellation);
            var headers = (await client.Ask(Operations.Traces, new(of), cancellation))
                .Where(trace => parse.GetValue(outcome) is not { } wanted || trace.Outcome == wanted)
                .Where(trace => parse.GetValue(slower) is not { } limit || trace.Duration > limit);
            var found = await Holding(client, headers, parse.GetValue(text), cancellation);
            ViewOutput.List(
                shell, json, "dark.traces/2", found, ControlJson.Form.TraceHeaderView, TraceColumns.All, "no kept trace matches");
        });
    }

    private static async Task<IReadOnlyList<TraceHeaderView>> Holding(
        IControlClient client, IEnumerable<TraceHeaderView> headers, string? text, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(text))
            return [.. headers];
        var found = new List<TraceHeaderView>();
        foreach (var header in headers)
        {
            if (await TryRead(client, header, cancellation) is { } trace && Holds(trace, text))
                found.Add(header);
        }
        return found;
    }

    // A trace may be gone by now.
    private static async Task<TraceView?> TryRead(IControlClient client, TraceHeaderView header, CancellationToken cancellation)
    {
        try
        {
            return await client.Ask(Operations.Trace, new(header.Id.ToString()), cancellation);
        }
        catch (ControlException e) when (e.Problem == ControlProblem.NotFound)
        {
            return null;
        }
    }

    private static bool Holds(TraceView trace, string text) =>
        Holds(trace.Input?.Text, text) || Holds(trace.Input?.Json, text) || Holds(trace.Failure?.Message, text);

    private static bool Holds(string? whole, string part) =>
        whole is not null && whole.Contains(Nfc.Of(part), StringComparison.OrdinalIgnoreCase);
}
