using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Traces;

namespace DarkLang.Runtime.Control;

/// <summary>Pins and unpins traces.</summary>
internal sealed class TraceCommands(EngineParts parts, CommandRunner commands, TraceReader reader)
{
    private const int MaxPins = 100;

    public async Task<TraceHeaderView> Pin(string id, bool pinned)
    {
        commands.EnsureRunning();
        var trace = await reader.Read(id).ConfigureAwait(false);
        RetainedTrace? kept = null;
        await commands.Run([trace.Handler], () =>
        {
            var queue = parts.Context.Queues[trace.Handler];
            kept = parts.Traces.Of(queue).FirstOrDefault(t => t.Id == trace.Id) ?? throw OnlyOfDeadLetter(trace.Id);
            return kept.IsPinned == pinned ? null : Pin(queue, kept, trace with { IsPinned = pinned });
        }).ConfigureAwait(false);
        return HandlerFinder.Shown(parts.Context, TraceViews.Of(kept!.Header));
    }

    private Command Pin(HandlerQueue queue, RetainedTrace kept, Trace trace)
    {
        if (trace.IsPinned && parts.Traces.PinCount(queue) >= MaxPins)
            throw new ControlException(
                ControlProblem.Refused, $"{trace.Handler} already has {MaxPins} pinned traces: unpin one first with `dark trace unpin`");
        return new Command(
            [new TraceRecorded(trace)],
            () => parts.Traces.PinChanged(queue, kept, trace.IsPinned),
            () => parts.Traces.PinRefused(queue, kept));
    }

    private static ControlException OnlyOfDeadLetter(Guid trace) =>
        new(ControlProblem.Refused, $"trace {trace} belongs to a dead letter and is kept as long as it is: it does not need a pin");
}
