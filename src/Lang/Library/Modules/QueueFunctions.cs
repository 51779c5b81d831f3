using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>The functions that read and control the queues of workers. Control takes effect after the run succeeds.</summary>
internal static class QueueFunctions
{
    private const string NoWorker = "ends the run if no worker has this name";

    public static LibraryFunction[] All() =>
    [
        Impure("Queue::count", "name: WorkerName", "Int",
            "Returns the number of waiting and running messages of a worker. Dead letters and emits of the current run do not count.",
            """Queue::count "resize" = 0""", errors: NoWorker,
            static (execution, a) => Value.Int(execution.Host.Effects.CountMessages(a[0].AsString))),
        Action("Queue::pause", "name: WorkerName", "Null",
            "Pauses a worker after the current run succeeds. Running messages finish, and new events are still queued.",
            """Queue::pause "resize" = null""", errors: NoWorker,
            static (execution, a) => Control(execution, ControlEffectKind.PauseWorker, a[0])),
        Action("Queue::resume", "name: WorkerName", "Null", "Resumes a paused worker after the current run succeeds.",
            """Queue::resume "resize" = null""", errors: NoWorker,
            static (execution, a) => Control(execution, ControlEffectKind.ResumeWorker, a[0])),
        Impure("Queue::isPaused", "name: WorkerName", "Bool",
            "Returns true if a worker is paused, or will be after the current run succeeds.",
            """Queue::isPaused "resize" = false""", errors: NoWorker,
            static (execution, a) => Value.Bool(execution.Host.Effects.IsPaused(a[0].AsString))),
    ];

    internal static Value Control(Execution execution, ControlEffectKind kind, Value name)
    {
        execution.Host.Effects.Control(new ControlEffect(kind, name.AsString, execution.At));
        return Value.Null;
    }
}
