namespace DarkLang.Runtime.Attempts;

/// <summary>Converts runtime errors to their stored form, and creates the failures that the engine itself reports.</summary>
internal static class Failures
{
    public static Failure Of(RuntimeError error, EngineContext context) => new(
        error.Code, error.Message, context.Locate(error.At), error.Help,
        [.. error.Stack.Select(f => new FailureFrame(f.Function, context.Locate(f.At)))]);

    public static Failure TimedOut(TimeSpan timeout, string at, int attempts) => new(
        "D0601", $"the handler did not end within {Seconds(timeout)} s (attempt {attempts})", at,
        "split the work into smaller messages, look for a loop that never ends, or give the handler a longer `timeout`", []);

    /// <summary>The consumer of an external worker did not settle the message.</summary>
    public static Failure LeasePassed(string consumer, TimeSpan timeout, string at, int attempts) => new(
        "D0641",
        $"{consumer} neither settled the message nor extended its lease within {Seconds(timeout)} s (attempt {attempts})", at,
        "see whether that program has ended or hangs; if it works longer than that, extend the lease or raise `timeout`", []);

    public static RuntimeError OfConsumer(string message, Location handler) => new("D0642", message, handler);

    private static string Seconds(TimeSpan timeout) => timeout.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);

    public static Failure ProcessDied(string at, int attempts) => new(
        "D0602", $"the process ended {attempts} times while this message was being handled", at,
        "check its event and the handler before you retry it with `dark dead retry`", []);

    public static RuntimeError Unreadable(Location handler, string reason) => new(
        "D0603", $"the stored event can't be read: {reason}", handler, "the store may be damaged: copy its folder before you continue");

    public static RuntimeError Bug(Location handler, Exception e) => new(
        "D0699", $"a bug in dark, not in your program: {e.GetType().Name}: {e.Message}", handler,
        "please report it, together with the handler and the event");
}
