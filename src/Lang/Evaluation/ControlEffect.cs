using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Source;

namespace DarkLang.Lang.Evaluation;

public enum ControlEffectKind
{
    PauseWorker,
    ResumeWorker,
    RunCron,
}

/// <summary>What a program wants of a worker or a cron.</summary>
/// <param name="Name">Of the worker or the cron.</param>
public sealed record ControlEffect(ControlEffectKind Kind, string Name, Location At);

/// <summary>What every world says of names that no worker or cron has.</summary>
public static class ControlEffectErrors
{
    public static RuntimeErrorException NoWorker(string name, IEnumerable<string> workers) => NoHandler("worker", name, workers);

    public static RuntimeErrorException NoCron(string name, IEnumerable<string> crons) => NoHandler("cron", name, crons);

    public static RuntimeErrorException CronIsPaused(string name) => new(
        RuntimeErrorCodes.InvalidArgument,
            $"the cron \"{name}\" is paused, so it can't be run now",
            $"resume it first: dark cron resume {name}");

    private static RuntimeErrorException NoHandler(string kind, string name, IEnumerable<string> known) => new(
        RuntimeErrorCodes.NoSuchHandler,
        $"no {kind} is named \"{name}\"",
        NearestName.Of(name, known) is { } nearest
            ? $"did you mean \"{nearest}\"?"
            : $"write a {kind} of that name, or look for its name in the canvas");
}
