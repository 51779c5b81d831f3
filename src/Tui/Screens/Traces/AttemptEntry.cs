namespace DarkLang.Tui.Screens.Traces;

/// <summary>Opens the trace of an attempt, from its message or from an event. The trace may be gone by then.</summary>
internal static class AttemptEntry
{
    private const string Retention = "each handler keeps its newest traces, failed ones longer, and pinned ones until they are unpinned";

    /// <summary>Opens a trace that an event named.</summary>
    public static ClientRequest OfTrace(HandlerId handler, Guid trace) =>
        new($"open trace {DisplayText.ShortId(trace)}", async (client, cancellation) =>
    {
        try
        {
            await client.Ask(Operations.Trace, new(trace.ToString()), cancellation);
            return Open(handler, trace);
        }
        catch (ControlException fault) when (fault.Problem == ControlProblem.NotFound)
        {
            return Notify($"trace {DisplayText.ShortId(trace)} of {handler} is no longer kept: {Retention}");
        }
    });

    /// <summary>Opens the newest trace of a message.</summary>
    /// <param name="until">Later attempts are ignored.</param>
    public static ClientRequest OfMessage(Guid message, DateTimeOffset? until = null) =>
        new($"open message {DisplayText.ShortId(message)}", async (client, cancellation) =>
    {
        var traces = await client.Ask(Operations.Traces, new(), cancellation);
        return traces.FirstOrDefault(trace => trace.Message == message && !(trace.StartedAt > until)) is { } found
            ? Open(found.Handler, found.Id)
            : await OpenStored(client, message, cancellation);
    });

    private static async Task<Func<CanvasModel, CanvasModel>> OpenStored(
        IControlClient client, Guid message, CancellationToken cancellation)
    {
        try
        {
            var view = await client.Ask(Operations.Message, new(message.ToString()), cancellation);
            var state = $"message {DisplayText.ShortId(message)} is {view.State.Word()} on {view.Handler}";
            return view.Trace is { } trace ? Open(view.Handler, trace) : Notify($"{state}: no attempt has left a trace yet");
        }
        catch (ControlException fault) when (fault.Problem == ControlProblem.NotFound)
        {
            return Notify($"message {DisplayText.ShortId(message)} is done or removed, and its trace is no longer kept: {Retention}");
        }
    }

    private static Func<CanvasModel, CanvasModel> Open(HandlerId handler, Guid trace) =>
        model => model.Push(new TraceScreen(handler, trace));

    private static Func<CanvasModel, CanvasModel> Notify(string notice) => model => model with { Notice = notice };
}
