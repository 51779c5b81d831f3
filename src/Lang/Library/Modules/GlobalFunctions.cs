using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>The functions without a module.</summary>
internal static class GlobalFunctions
{
    public static LibraryFunction[] All() =>
    [
        Action("emit", "event: a, name: WorkerName", "a", "Queues the event for a worker and gives it back unchanged.",
            """emit { id: 1 } "resize" = { id: 1 }""", errors: "ends the run if the event holds a function or is too large",
            static (execution, a) =>
        {
            Emit(execution, a[0], a[1]);
            return a[0];
        }),
        Action(
            "emitAfter",
            "event: a, seconds: Int, name: WorkerName",
            "a",
            "Queues the event for a worker, due after so many seconds, and gives it back unchanged.",
            """emitAfter { id: 1 } 60 "resize" = { id: 1 }""",
                errors: "ends the run if the event holds a function or is too large, or the time is past the year 9999",
            static (execution, a) =>
        {
            Emit(execution, a[0], a[2], DateMath.AddSeconds(execution.Host.Effects.Now, a[1].AsInt));
            return a[0];
        }),
        Action(
            "emitAt",
            "event: a, at: Date, name: WorkerName",
            "a",
            "Queues the event for a worker, due at an instant, and gives it back unchanged.",
            """emitAt { id: 1 } (Date::fromParts 2031 2 3 4 5 6) "resize" = { id: 1 }""",
                errors: "ends the run if the event holds a function or is too large",
            static (execution, a) =>
        {
            Emit(execution, a[0], a[2], a[1].AsDate);
            return a[0];
        }),
        Impure(
            "emitOnce",
            "event: a, key: String, name: WorkerName",
            "Bool",
            "Queues the event for a worker unless one with the same key was queued for it within its window; true if it was queued.",
            """emitOnce { id: 1 } "photo 1" "resize" = true""", errors: "ends the run if the event holds a function or is too large",
            static (execution, a) =>
            Value.Bool(Emit(execution, a[0], a[2], onceKey: a[1].AsString))),
        Pure("equals", "a: a, b: a", "Bool", "True if both are the same value: by structure, and never across kinds. The same as `==`.",
            "equals [1, 2] [1, 2] = true",
            static (execution, a) => Value.Bool(ValueEquality.AreEqual(a[0], a[1], execution))),
        Pure("notEquals", "a: a, b: b", "Bool", "True if they are different values. The same as `!=`.",
            "notEquals 1 1.0 = true",
            static (execution, a) => Value.Bool(!ValueEquality.AreEqual(a[0], a[1], execution))),
        Pure("toString", "v: a", "String", "A text of any value for people to read. Passwords are redacted.",
            "toString 1.5 = \"1.5\"",
            static (execution, a) => Value.String(ValueText.ToText(a[0], execution.Limits.TextLength))),
    ];

    private static bool Emit(Execution execution, Value @event, Value worker, DateTimeOffset? due = null, string? onceKey = null)
    {
        execution.EventTypes?.GetValueOrDefault(worker.AsString)?.Require(@event);
        return execution.Host.Effects.Emit(new Emission(worker.AsString, @event, due, onceKey, execution.At));
    }
}
