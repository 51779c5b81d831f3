using System.Globalization;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Source;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Attempts;

/// <summary>The stored form of what ended a message, and the failures that are the engine's own to report.</summary>
internal static class Failures
{
    public static Failure Of(RuntimeError error, EngineContext context) => new(
        error.Code,
        error.Message,
        context.Locate(error.At),
        error.Help,
        [.. error.Stack.Select(f => new FailureFrame(f.Function, context.Locate(f.At)))]);

    public static Failure TimedOut(TimeSpan timeout, string at, int attempts) => new(
        "D0601",
        $"the handler did not end within {Seconds(timeout)} s (attempt {attempts})",
        at,
        "split the work into smaller messages, look for a loop that never ends, or give the handler a longer `timeout`",
        []);

    private static string Seconds(TimeSpan timeout) => timeout.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);

    public static Failure ProcessDied(string at, int attempts) => new(
        "D0602",
        $"the process ended {attempts} times while this message was being handled",
        at,
        "look at its event and at the handler before you put it back with `dark dead retry`",
        []);

    public static RuntimeError Unreadable(Location handler, string reason) => new(
        "D0603",
        $"the stored event can't be read: {reason}",
        handler,
        "the store may be damaged: keep a copy of its folder before you go on");

    public static RuntimeError Bug(Location handler, Exception e) => new(
        "D0699",
        $"a bug in dark, not in your program: {e.GetType().Name}: {e.Message}",
        handler,
        "please report it with the handler and the event");
}
