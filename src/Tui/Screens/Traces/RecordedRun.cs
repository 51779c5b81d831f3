using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Recording;
using DarkLang.Runtime.Replaying;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens.Traces;

/// <summary>A run with all its values, its sources in colours, and where it ended early. Made away from the user interface, once.</summary>
internal sealed class RecordedRun
{
    private RecordedRun(ReplayResult.Ran ran, CallRecord root, ShownItems items)
    {
        (Ran, Root, Items) = (ran, root, items);
        Innermost = FindInnermost(root);
        Failing = Outcome switch
        {
            Outcome.Failed { Error.At: var at } => new TraceLocation(Innermost, at.Source is null ? null : at),
            Outcome.Incomplete { At: var at } => new TraceLocation(Innermost, at),
            _ => null,
        };
    }

    public ReplayResult.Ran Ran { get; }

    public CallRecord Root { get; }

    public ShownItems Items { get; }

    public Outcome Outcome => Ran.Recording.Outcome;

    /// <summary>The expression that ended it: it failed, or is not written yet. Null when it completed.</summary>
    public TraceLocation? Failing { get; }

    /// <summary>The innermost call that was not left with a value; the handler itself when it completed.</summary>
    public CallRecord Innermost { get; }

    /// <summary>Null when not even the call of the handler began.</summary>
    public static RecordedRun? Of(ReplayResult.Ran ran) =>
        ran.Recording.Root is { } root ? new RecordedRun(ran, root, ShownItems.Of(root)) : null;

    /// <summary>Whether the error came through this call, from wherever it happened.</summary>
    public bool EndedEarly(CallRecord call) => Failing is not null && call.Result is null && IsOnTheWay(call);

    private bool IsOnTheWay(CallRecord call)
    {
        for (CallRecord? around = Innermost; around is not null; around = around.Parent)
        {
            if (around == call)
                return true;
        }
        return false;
    }

    private static CallRecord FindInnermost(CallRecord root)
    {
        var call = root;
        while (call.Result is null && call.Calls is [.., { Result: null } inner])
            call = inner;
        return call;
    }
}
