using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

/// <summary>Looking at the queues of workers and steering them. What a run steers counts once it has succeeded.</summary>
internal static class QueueFunctions
{
    private const string NoWorker = "ends the run if no worker has that name";

    public static LibraryFunction[] All() =>
    [
        Impure(
            "Queue::count",
            "name: WorkerName",
            "Int",
            "How many messages of a worker wait or run. Dead letters do not count, nor do emits of the run that asks.",
            """Queue::count "resize" = 0""", errors: NoWorker,
            static (execution, a) => Value.Int(execution.Host.Effects.CountMessages(a[0].AsString))),
        Action(
            "Queue::pause",
            "name: WorkerName",
            "Null",
            "Starts no more messages of a worker once this run has succeeded. What runs goes on, and emits still queue up.",
            """Queue::pause "resize" = null""", errors: NoWorker,
            static (execution, a) => Steer(execution, ControlEffectKind.PauseWorker, a[0])),
        Action("Queue::resume", "name: WorkerName", "Null", "Lets a paused worker go on once this run has succeeded.",
            """Queue::resume "resize" = null""", errors: NoWorker,
            static (execution, a) => Steer(execution, ControlEffectKind.ResumeWorker, a[0])),
        Impure("Queue::isPaused", "name: WorkerName", "Bool", "True if a worker is paused, or is going to be by this run.",
            """Queue::isPaused "resize" = false""", errors: NoWorker,
            static (execution, a) => Value.Bool(execution.Host.Effects.IsPaused(a[0].AsString))),
    ];

    internal static Value Steer(Execution execution, ControlEffectKind kind, Value name)
    {
        execution.Host.Effects.Control(new ControlEffect(kind, name.AsString, execution.At));
        return Value.Null;
    }
}
