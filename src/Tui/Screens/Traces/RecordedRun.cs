namespace DarkLang.Tui.Screens.Traces;

/// <summary>A recorded run, with its coloured sources and where it ended early. It is built once, off the thread of the screens.</summary>
internal sealed class RecordedRun
{
    private RecordedRun(ReplayResult.Ran ran, CallRecord root, ExecutedItems items)
    {
        (Ran, Root, Items) = (ran, root, items);
        Innermost = EarlyEnd.Of(ran.Recording)!.Innermost;
        Failing = Outcome switch
        {
            Outcome.Failed { Error.At: var at } => new TraceLocation(Innermost, at.Source is null ? null : at),
            Outcome.Incomplete { At: var at } => new TraceLocation(Innermost, at),
            _ => null,
        };
    }

    public ReplayResult.Ran Ran { get; }

    public CallRecord Root { get; }

    public ExecutedItems Items { get; }

    public Outcome Outcome => Ran.Recording.Outcome;

    /// <summary>The expression that ended the run: it failed, or is not written yet. Null if the run completed.</summary>
    public TraceLocation? Failing { get; }

    /// <summary>The innermost call without a result; the handler itself if the run completed.</summary>
    public CallRecord Innermost { get; }

    /// <summary>Returns null if not even the call of the handler started.</summary>
    public static RecordedRun? Of(ReplayResult.Ran ran) =>
        ran.Recording.Root is { } root ? new RecordedRun(ran, root, ExecutedItems.Of(root)) : null;

    /// <summary>Whether the error passed through this call.</summary>
    public bool EndedEarly(CallRecord call) => Failing is not null && call.Result is null && ContainsInnermost(call);

    private bool ContainsInnermost(CallRecord call)
    {
        for (CallRecord? around = Innermost; around is not null; around = around.Parent)
        {
            if (around == call)
                return true;
        }
        return false;
    }
}
