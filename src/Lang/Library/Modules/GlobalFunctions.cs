using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>The functions without a module.</summary>
internal static class GlobalFunctions
{
    public static LibraryFunction[] All() =>
    [
        Action("emit", "event: a, name: WorkerName", "a", "Emits the event to a worker and returns the event.",
            """emit { id: 1 } "resize" = { id: 1 }""", errors: "ends the run if the event contains a function or is too large",
            static (execution, a) => Emit(execution, a[0], a[1])),
        Action("emitAfter", "event: a, seconds: Int, name: WorkerName", "a",
            "Emits the event to a worker, due in `seconds` seconds, and returns the event.",
            """emitAfter { id: 1 } 60 "resize" = { id: 1 }""",
            errors: "ends the run if the event contains a function or is too large, or if it would be due after the year 9999",
            static (execution, a) => Emit(execution, a[0], a[2], DateMath.AddSeconds(execution.Host.Effects.Now, a[1].AsInt))),
        Action("emitAt", "event: a, at: Date, name: WorkerName", "a",
            "Emits the event to a worker, due at the given date, and returns the event.",
            """emitAt { id: 1 } (Date::fromParts 2031 2 3 4 5 6) "resize" = { id: 1 }""",
            errors: "ends the run if the event contains a function or is too large",
            static (execution, a) => Emit(execution, a[0], a[2], a[1].AsDate)),
        Impure("emitOnce", "event: a, key: String, name: WorkerName", "Bool",
            "Emits the event to a worker, but only once per `key` within the worker's `dedupeFor`. Returns true if it was emitted.",
            """emitOnce { id: 1 } "photo 1" "resize" = true""", errors: "ends the run if the event contains a function or is too large",
            static (execution, a) => Value.Bool(TryEmit(execution, a[0], a[2], null, a[1].AsString))),
        Pure("fail", "message: String", "a",
            "Ends the run as failed, with this message. The attempt is retried as the worker's `retries` says.",
            @"Option::map Nothing (\_ -> fail ""no stock"") = Nothing", errors: "always ends the run",
            static (_, a) => throw OnPurpose(a[0].AsString)),
        Pure("equals", "a: a, b: a", "Bool",
            "Returns true if both values are equal. Values of different kinds are never equal. The same as `==`.",
            "equals [1, 2] [1, 2] = true", static (execution, a) => Value.Bool(ValueEquality.AreEqual(a[0], a[1], execution))),
        Pure("notEquals", "a: a, b: b", "Bool", "Returns true if the values are not equal. The same as `!=`.",
            "notEquals 1 1.0 = true", static (execution, a) => Value.Bool(!ValueEquality.AreEqual(a[0], a[1], execution))),
        Pure("inspect", "value: a", "String",
            "Shows any value on one line as Dark source, so that values of different kinds are different texts: for logs and comparisons. "
                + "Passwords are redacted, long Bytes are shortened, and parts nested more than 64 levels deep are left out.",
            "inspect [Just \"x\", Nothing] = \"[Just \\\"x\\\", Nothing]\"",
            errors: "ends the run if the string would be too long",
            static (execution, a) => Value.String(Nfc.Of(ValueDisplay.Line(a[0], execution.Limits.TextLength)))),
        Pure("toString", "v: a", "String",
            "Converts any value to a string for people to read. Just and Ok show only their inner value, and lists, tuples and dicts take "
                + "several lines: `inspect` shows what a value is. Passwords are redacted.",
            "toString 1.5 = \"1.5\"", static (execution, a) => Value.String(ValueText.ToText(a[0], execution.Limits.TextLength))),
    ];

    /// <summary>Returns the error of a run that fails on purpose.</summary>
    internal static RuntimeErrorException OnPurpose(string message) => new(RuntimeErrorCodes.FailedOnPurpose, message);

    private static Value Emit(Execution execution, Value @event, Value worker, DateTimeOffset? due = null)
    {
        TryEmit(execution, @event, worker, due, onceKey: null);
        return @event;
    }

    private static bool TryEmit(Execution execution, Value @event, Value worker, DateTimeOffset? due, string? onceKey)
    {
        execution.EventTypes?.GetValueOrDefault(worker.AsString)?.Require(@event);
        var emission = new Emission(worker.AsString, @event, due, onceKey, execution.At);
        emission.CheckLengths();
        return execution.Host.Effects.Emit(emission);
    }
}
