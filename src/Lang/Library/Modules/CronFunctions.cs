using DarkLang.Lang.Evaluation;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class CronFunctions
{
    public static LibraryFunction[] All() =>
    [
        Action("Cron::runNow", "name: CronName", "Null", "Runs a cron once this run has succeeded. Its next scheduled time does not move.",
            """Cron::runNow "nightly" = null""", errors: "ends the run if no cron has that name, or if it is paused",
            static (execution, a) => QueueFunctions.Steer(execution, ControlEffectKind.RunCron, a[0])),
    ];
}
