using DarkLang.Lang.Evaluation;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class CronFunctions
{
    public static LibraryFunction[] All() =>
    [
        Action("Cron::runNow", "name: CronName", "Null", "Runs a cron after the current run succeeds. Its schedule does not change.",
            """Cron::runNow "nightly" = null""", errors: "ends the run if no cron has this name or the cron is paused",
            static (execution, a) => QueueFunctions.Control(execution, ControlEffectKind.RunCron, a[0])),
    ];
}
