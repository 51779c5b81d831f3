using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>The functions about the message being handled.</summary>
internal static class MessageFunctions
{
    private const string NoMessage = "ends the run if no message is being handled";

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
    ];

    private static MessageInfo Current(Execution execution, string function) => execution.Host.Effects.Message
        ?? throw new RuntimeErrorException(
            RuntimeErrorCodes.NoMessage, $"`{function}` was called, but no message is being handled", "call it in a worker or a cron");
}
