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
}

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
