namespace DarkLang.Cli.Output;

/// <summary>Walks down nested calls without recursion: they may be very deep.</summary>
internal static class InnerCalls
{
    /// <summary>Counts the calls inside a call, at any depth.</summary>
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

    /// <summary>Returns the innermost call that ended without a value.</summary>
    public static CallRecord Innermost(CallRecord call)
    {
        while (call.Calls is [.., { Result: null } inner])
            call = inner;
        return call;
    }
}
