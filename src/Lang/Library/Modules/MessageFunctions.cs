using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>About the message that is being handled.</summary>
internal static class MessageFunctions
{
    public static LibraryFunction[] All() =>
    [
        Impure("Message::id", "", "Uuid", "The id of the message being handled; the same in each attempt.",
            "String::length (toString Message::id) = 36", errors: "ends the run where no message is being handled",
            static (execution, _) => Value.Uuid(Current(execution, "Message::id").Id)),
        Impure("Message::attempt", "", "Int", "Which attempt at the message this is, counted from 1.",
            "Message::attempt = 1", errors: "ends the run where no message is being handled",
            static (execution, _) => Value.Int(Current(execution, "Message::attempt").Attempt)),
        Impure("Message::emittedAt", "", "Date", "When the message being handled was emitted.",
            "Message::emittedAt <= Date::now = true", errors: "ends the run where no message is being handled",
            static (execution, _) => Value.Date(Current(execution, "Message::emittedAt").EmittedAt)),
    ];

    private static MessageInfo Current(Execution execution, string function) => execution.Host.Effects.Message
        ?? throw new RuntimeErrorException(
            RuntimeErrorCodes.NoMessage, $"`{function}` was called where no message is being handled", "call it in a worker or a cron");
}
