using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

public enum ControlEffectKind
{
    PauseWorker,
    ResumeWorker,
    RunCron,
}

/// <summary>A program's request to pause or resume a worker, or to run a cron.</summary>
/// <param name="Name">The name of the worker or cron.</param>
public sealed record ControlEffect(ControlEffectKind Kind, string Name, Location At);

/// <summary>The errors of control effects, the same on all hosts.</summary>
public static class ControlEffectErrors
{
    public static RuntimeErrorException NoWorker(string name, IEnumerable<string> workers) => NoHandler("worker", name, workers);

    public static RuntimeErrorException NoCron(string name, IEnumerable<string> crons) => NoHandler("cron", name, crons);

    public static RuntimeErrorException CronIsPaused(string name) => new(
        RuntimeErrorCodes.InvalidArgument, $"the cron \"{name}\" is paused, so it can't be run now",
        $"resume it first: `dark cron resume {ShellWord.Of(name)}`");

    private static RuntimeErrorException NoHandler(string kind, string name, IEnumerable<string> known) => new(
        RuntimeErrorCodes.NoSuchHandler, $"no {kind} is named {ValueDisplay.Short(Value.String(name), Emission.LongestName)}",
        NearestName.Of(name, known) is { } nearest
            ? $"did you mean \"{nearest}\"?"
            : $"add a {kind} with this name, or correct the name");
}
