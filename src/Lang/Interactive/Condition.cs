using DarkLang.Lang.Checking;
using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Interactive;

/// <summary>
/// A condition that a user types to choose messages, such as <c>event.total > 100</c>. It is pure and short, and any thread may evaluate
/// it.
/// </summary>
public sealed class Condition
{
    // It is evaluated for very many values.
    private static readonly Limits Limits =
        Limits.Default with { Steps = 1_000_000, Depth = 200, TextLength = 1024 * 1024, ListLength = 100_000 };

    private readonly Code _code;

    private Condition(Code code, SourceText text)
    {
        _code = code;
        NamesMessage = text.Text.Contains(ConditionTypes.Message, StringComparison.Ordinal);
    }

    /// <summary>Whether it may ask for the message itself, and not only for its event.</summary>
    public bool NamesMessage { get; }

    /// <summary>Loads a condition over the <c>event</c> and the <c>message</c>.</summary>
    /// <param name="scope">The files of the canvas, whose functions it may use.</param>
    /// <param name="worker">The worker whose messages they are, with its declared event; null for several.</param>
    public static LoadedCondition OfMessages(SourceText text, IReadOnlyList<SourceText> scope, string? worker) => Load(
        text, scope, program => [
            (ConditionTypes.Event, worker is null ? DarkType.Any : program.EventTypes.GetValueOrDefault(worker)?.Type ?? DarkType.Any),
            (ConditionTypes.Message, ConditionTypes.MessageType)]);

    /// <summary>
    /// Loads a condition over the history: <c>id</c>, <c>handler</c>, <c>outcome</c>, <c>attempts</c>, <c>durationMs</c>,
    /// <c>finishedAt</c>, <c>key</c> and <c>parent</c>, in this order.
    /// </summary>
    public static LoadedCondition OfHistory(SourceText text, IReadOnlyList<SourceText> scope) =>
        Load(text, scope, _ => ConditionTypes.History);

    /// <summary>Evaluates it; the values are those of its variables, in order.</summary>
    /// <param name="problem">Why it has no result: it failed for these values, or is not true or false.</param>
    public bool Holds(ReadOnlySpan<Value> values, out string? problem)
    {
        problem = Interpreter.Run(_code, values, PureHost.Instance, Limits, CancellationToken.None) switch
        {
            Outcome.Completed { Value.Kind: ValueKind.Bool } completed => completed.Value.AsBool ? null : "",
            Outcome.Completed completed => $"its value is {ValueDisplay.Short(completed.Value, 40)}, which is not true or false",
            Outcome.Failed failed => failed.Error.Message,
            _ => "it reached a hole",
        };
        var holds = problem is null;
        if (problem is "")
            problem = null;
        return holds;
    }

    private static LoadedCondition Load(
        SourceText text, IReadOnlyList<SourceText> scope, Func<Program, IReadOnlyList<(string Name, DarkType Type)>> variablesOf) =>
        LargeStack.Run(() =>
    {
        var sink = new DiagnosticSink();
        CanvasLoader.Resolve(CanvasLoader.Parse(scope, sink), sink, Instrumentation.None, out var program);
        var parsed = CanvasParser.ParseExpression(text);
        sink.AddSyntaxErrors(parsed.Diagnostics);
        var variables = variablesOf(program);
        var code = new ItemResolver(program).ResolveCondition(parsed.Syntax, text, [.. variables.Select(variable => variable.Name)]);
        new CheckedProgram(program).CheckCondition(parsed.Syntax, text, variables);
        // The files run already, so what is wrong in them is no mistake of the condition.
        var diagnostics = sink.InOrder([text]).Where(diagnostic => diagnostic.Location.Source == text).ToList();
        return new LoadedCondition(CanvasLoader.HasError(diagnostics) ? null : new Condition(code, text), diagnostics);
    });
}

/// <param name="Condition">Null if there is an error among the diagnostics.</param>
public sealed record LoadedCondition(Condition? Condition, IReadOnlyList<Diagnostic> Diagnostics);
