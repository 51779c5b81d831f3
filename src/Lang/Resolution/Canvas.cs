using DarkLang.Lang.Checking;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Resolution;

/// <summary>One or more files, resolved and ready to run.</summary>
public sealed record Canvas(
    IReadOnlyList<SourceText> Sources, IReadOnlyList<Worker> Workers, IReadOnlyList<Cron> Crons, IReadOnlyList<Test> Tests)
{
    public IEnumerable<Worker> Alerts => Workers.Where(worker => worker.Alert is not null);

    /// <summary>Whether anything in it can call the outside.</summary>
    public bool CallsOutside { get; init; }

    /// <summary>The functions of the canvas by name.</summary>
    public IReadOnlyDictionary<string, Code> Functions { get; init; } = new Dictionary<string, Code>();

    /// <summary>A short hexadecimal hash of the sources: the same sources have the same version.</summary>
    public required string Version { get; init; }
}

/// <summary>Code that the runtime runs: a body with one parameter (the event) or none.</summary>
public abstract record Handler(string Name, Location NameAt, Code Body)
{
    public HandlerOptions Options { get; init; } = HandlerOptions.Default;
}

public sealed record Worker(string Name, Location NameAt, Code Body) : Handler(Name, NameAt, Body)
{
    /// <summary>Null if the worker accepts any event.</summary>
    public EventType? Event { get; init; }

    /// <summary>What an <c>alert</c> watches for; null for a worker. Otherwise it is a worker, whose messages are reports.</summary>
    public AlertConditions? Alert { get; init; }
}

/// <param name="Dead">A message became a dead letter.</param>
/// <param name="Error">An attempt failed, even if it will be retried.</param>
/// <param name="Incomplete">An attempt reached code that is not written yet.</param>
/// <param name="Late">A message has been due for too long without being started.</param>
/// <param name="Backlog">More than this many messages are ready; null if the backlog is not watched.</param>
public sealed record AlertConditions(
    bool Dead = false, bool Error = false, bool Incomplete = false, bool Late = false, long? Backlog = null);

public sealed record Cron(string Name, Location NameAt, ScheduleSyntax Schedule, Code Body) : Handler(Name, NameAt, Body);

public sealed record Test(string Name, Location NameAt, Code Body);

/// <summary>Resolved code that <see cref="Interpreter"/> can run. The evaluator derives its own node tree from it.</summary>
public abstract class Code
{
    /// <summary>0 or 1 for handlers.</summary>
    public abstract int ParameterCount { get; }

    /// <summary>The name of a handler or function in the source, or the whole of an expression.</summary>
    public abstract Location At { get; }
}
