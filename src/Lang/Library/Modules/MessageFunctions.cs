using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>The functions about the message being handled.</summary>
internal static class MessageFunctions
{
    private const string NoMessage = "ends the run if no message is being handled";

    private const long LongestSnooze = 3650 * 86400L;

    public static LibraryFunction[] All() =>
    [
        Impure("Message::id", "", "Uuid", "Returns the id of the message being handled. It is the same in each attempt.",
            "String::length (toString Message::id) = 36", errors: NoMessage,
            static (execution, _) => Value.Uuid(Current(execution, "Message::id").Id)),
        Impure("Message::attempt", "", "Int", "Returns the number of the current attempt, counted from 1.",
            "Message::attempt = 1", errors: NoMessage, static (execution, _) => Value.Int(Current(execution, "Message::attempt").Attempt)),
        Impure("Message::emittedAt", "", "Date", "Returns the date at which the message being handled was emitted.",
            "Message::emittedAt <= Date::now = true", errors: NoMessage,
            static (execution, _) => Value.Date(Current(execution, "Message::emittedAt").EmittedAt)),
        Pure("Message::snooze", "seconds: Int", "a",
            "Ends the run and puts the message back for `seconds` seconds, as if it had not run: it emits nothing and no attempt is used.",
            @"Option::map Nothing (\_ -> Message::snooze 60) = Nothing", errors: $"{NoMessage}, or if `seconds` is negative or too large",
            static (execution, a) => throw Snooze(execution, a[0].AsInt)),
        Pure("Message::discard", "why: String", "a",
            "Ends the run as failed for good: the message becomes a dead letter at once, whatever the worker's `retries` says.",
            @"Option::map Nothing (\_ -> Message::discard ""no such order"") = Nothing", errors: $"{NoMessage}, and always ends it",
            static (execution, a) => throw Discard(execution, a[0].AsString)),
    ];

    private static SnoozeException Snooze(Execution execution, long seconds)
    {
        Current(execution, "Message::snooze");
        if (seconds is >= 0 and <= LongestSnooze)
            return new SnoozeException(TimeSpan.FromSeconds(seconds));
        throw new RuntimeErrorException(
            RuntimeErrorCodes.InvalidArgument, $"`Message::snooze` takes 0 to {LongestSnooze} seconds (ten years), not {seconds}");
    }

    private static RuntimeErrorException Discard(Execution execution, string why)
    {
        Current(execution, "Message::discard");
        return new RuntimeErrorException(RuntimeErrorCodes.Discarded, why);
    }

    private static MessageInfo Current(Execution execution, string function) => execution.Host.Effects.Message
        ?? throw new RuntimeErrorException(
            RuntimeErrorCodes.NoMessage, $"`{function}` was called, but no message is being handled", "call it in a worker or a cron");
}
