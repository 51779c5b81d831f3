using DarkLang.Lang.Evaluation.Recording;

namespace DarkLang.Cli.Output;

/// <summary>Calls within calls. A recursion is as deep as the program made it, and nobody reads that far.</summary>
internal static class InnerCalls
{
    /// <summary>All of them, at any depth.</summary>
    public static long Count(CallRecord call)
    {
        var count = 0L;
        var rest = new Stack<CallRecord>(call.Calls);
        while (rest.TryPop(out var inner))
        {
            count++;
            foreach (var next in inner.Calls)
                rest.Push(next);
        }
        return count;
    }

    /// <summary>The innermost call that ended without a value.</summary>
    public static CallRecord Innermost(CallRecord call)
    {
        while (call.Calls is [.., { Result: null } inner])
            call = inner;
        return call;
    }
}
