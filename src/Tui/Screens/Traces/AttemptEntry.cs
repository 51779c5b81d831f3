using DarkLang.Display;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens.Traces;

/// <summary>The way from a message, or from something that an attempt told of, to the trace of the attempt. It may be gone by then.</summary>
internal static class AttemptEntry
{
    private const string WhatIsKept = "the newest of each handler are, failed ones longer, pinned ones as long as they are pinned";

    /// <summary>A trace that was there when it was told of.</summary>
    public static ClientRequest OfTrace(HandlerId handler, Guid trace) =>
        new($"open trace {DisplayText.ShortId(trace)}", async (client, cancellation) =>
    {
        try
        {
            await client.Ask(Operations.Trace, new(trace.ToString()), cancellation);
            return Shown(handler, trace);
        }
        catch (ControlException fault) when (fault.Problem == ControlProblem.NotFound)
        {
            return Told($"trace {DisplayText.ShortId(trace)} of {handler} is no longer kept: {WhatIsKept}");
        }
    });

    /// <summary>What became of a message: its newest trace.</summary>
    /// <param name="until">The attempt that ran then, or before.</param>
    public static ClientRequest OfMessage(Guid message, DateTimeOffset? until = null) =>
        new($"open message {DisplayText.ShortId(message)}", async (client, cancellation) =>
    {
        var traces = await client.Ask(Operations.Traces, new(), cancellation);
        return traces.FirstOrDefault(trace => trace.Message == message && !(trace.StartedAt > until)) is { } found
            ? Shown(found.Handler, found.Id)
            : await Whereabouts(client, message, cancellation);
    });

    private static async Task<Func<CanvasModel, CanvasModel>> Whereabouts(
        IControlClient client, Guid message, CancellationToken cancellation)
    {
        try
        {
            var view = await client.Ask(Operations.Message, new(message.ToString()), cancellation);
            return view.Trace is { } trace
                ? Shown(view.Handler, trace)
                : Told($"message {DisplayText.ShortId(message)} is {view.State.Word()} on {view.Handler}: no attempt of it left a trace yet");
        }
        catch (ControlException fault) when (fault.Problem == ControlProblem.NotFound)
        {
            return Told($"message {DisplayText.ShortId(message)} is done or removed, and its trace is no longer kept: {WhatIsKept}");
        }
    }

    private static Func<CanvasModel, CanvasModel> Shown(HandlerId handler, Guid trace) =>
        model => model.Push(new TraceScreen(handler, trace));

    private static Func<CanvasModel, CanvasModel> Told(string notice) => model => model with { Notice = notice };
}
