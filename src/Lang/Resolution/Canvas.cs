using DarkLang.Lang.Checking;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Resolution;

/// <summary>The resolved whole of one or more files, ready to run.</summary>
public sealed record Canvas(
    IReadOnlyList<SourceText> Sources,
    IReadOnlyList<Worker> Workers,
    IReadOnlyList<Cron> Crons,
    IReadOnlyList<Test> Tests)
{
    public IEnumerable<Worker> Alerts => Workers.Where(worker => worker.Alert is not null);

    /// <summary>Identifies the texts: the same sources give the same version (a short hash, hexadecimal).</summary>
    public required string Version { get; init; }
}

/// <summary>Something the runtime runs: a body of one parameter (the event) or none.</summary>
public abstract record Handler(string Name, Location NameAt, Code Body)
{
    public HandlerOptions Options { get; init; } = HandlerOptions.Default;
}

public sealed record Worker(string Name, Location NameAt, Code Body) : Handler(Name, NameAt, Body)
{
    /// <summary>Null when the worker takes any event.</summary>
    public EventType? Event { get; init; }

    /// <summary>What an <c>alert</c> item watches for; null for a worker. An alert is a worker in all else: its messages are reports.</summary>
    public AlertConditions? Alert { get; init; }
}

/// <param name="Dead">A message became a dead letter.</param>
/// <param name="Error">An attempt failed, also one that is tried again.</param>
/// <param name="Incomplete">An attempt reached code that is not written yet.</param>
/// <param name="Late">A message is due for too long and has not begun.</param>
/// <param name="Backlog">More messages than this are ready; null when that is not watched.</param>
public sealed record AlertConditions(
    bool Dead = false, bool Error = false, bool Incomplete = false, bool Late = false, long? Backlog = null);

public sealed record Cron(string Name, Location NameAt, ScheduleSyntax Schedule, Code Body) : Handler(Name, NameAt, Body);

public sealed record Test(string Name, Location NameAt, Code Body);

/// <summary>Resolved code that can be run by <see cref="Interpreter"/>. The evaluator derives its own node tree from it.</summary>
public abstract class Code
{
    /// <summary>0 or 1 for handlers.</summary>
    public abstract int ParameterCount { get; }

    /// <summary>Where it is written: of a handler or function the name, of an expression all of it.</summary>
    public abstract Location At { get; }
}
