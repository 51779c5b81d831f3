using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Library;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Resolution;

/// <summary>Checks calls that name a worker or a cron: whether it exists, and whether an emit has its event and name swapped.</summary>
internal static class EmitCheck
{
    private const string EndsTheRun = "the run will end here with an error";

    /// <summary>Whether a function takes an event first and the name of its worker last.</summary>
    public static bool IsEmit(LibraryFunction function) =>
        function.Parameters is [{ Type.Kind: null }, .., { Type.Names: NamedHandler.Worker }];

    /// <summary>Returns the call with its first and last arguments swapped.</summary>
    public static string Swapped(LibraryFunction function, IReadOnlyList<Expr> arguments, SourceText source) =>
        string.Join(' ', [function.Name, .. new[] { arguments[^1] }.Concat(arguments.Skip(1).SkipLast(1)).Append(arguments[0])
            .Select(argument => source[argument.Span].ToString())]);

    public static void Check(Program program, LibraryFunction function, CallSyntax call, SourceText source)
    {
        if (call.Arguments.Count == 0)
            return;
        if (IsEmit(function))
            CheckEmit(program, function, call, source);
        else if (function.Parameters is [{ Type.Names: NamedHandler.Worker }, ..]
            && call.Arguments[0].WithoutParentheses() is StringLiteral worker)
            CheckWorker(program, worker, source, EndsTheRun);
        else if (function.Parameters is [{ Type.Names: NamedHandler.Cron }] && call.Arguments[0].WithoutParentheses() is StringLiteral cron)
            CheckCron(program, cron, source);
    }

    private static void CheckEmit(Program program, LibraryFunction function, CallSyntax call, SourceText source)
    {
        var first = call.Arguments[0].WithoutParentheses();
        var last = call.Arguments[^1].WithoutParentheses();
        if (last is StringLiteral worker)
            CheckWorker(program, worker, source, "messages will wait under 404s");
        else if (first is StringLiteral
            && last is RecordExpr or ListExpr or TupleExpr or Literal)
            ReportSwapped(program, function, call, source);
    }

    private static void CheckCron(Program program, StringLiteral cron, SourceText source)
    {
        var known = program.Declarations;
        if (!program.HasCanvas || known.Crons.Contains(cron.Value) || known.IsBroken(cron.Value))
            return;
        var help = NearestName.Of(cron.Value, known.Crons) is { } nearest
            ? $"did you mean \"{nearest}\"?"
            : $"add it: cron {cron.Value} daily";
        program.Sink.Warning(
            ResolutionCodes.UnknownWorker, new Location(source, cron.Span), $"no cron is named \"{cron.Value}\"", EndsTheRun, help);
    }

    private static void CheckWorker(Program program, StringLiteral worker, SourceText source, string label)
    {
        var known = program.Declarations;
        if (!program.HasCanvas || known.FindWorker(worker.Value) is not null || known.IsBroken(worker.Value))
            return;
        var nearest = NearestName.Of(worker.Value, known.Workers);
        var help = nearest is null
            ? ListOf([.. known.Workers], worker.Value)
            : $"did you mean \"{nearest}\"? ({LineOf(known.FindWorker(nearest)!.Value)})";
        program.Sink.Warning(
            ResolutionCodes.UnknownWorker, new Location(source, worker.Span), $"no worker is named \"{worker.Value}\"", label, help);
    }

    private static void ReportSwapped(Program program, LibraryFunction function, CallSyntax call, SourceText source) => program.Sink.Error(
        ResolutionCodes.SwappedEmit, new Location(source, call.Span),
        $"`{function.Name}` takes the event first and the name of the worker last", "arguments in the wrong order",
        Swapped(function, call.Arguments, source));

    private static string LineOf(Location at) => $"{at.Source.Path}:{at.Start.Line}";

    private static string ListOf(string[] workers, string wanted)
    {
        const int shown = 6;
        var names = string.Join(", ", workers.Take(shown).Select(name => $"\"{name}\""));
        return workers.Length switch
        {
            0 => $"add it: worker {wanted}",
            1 => $"the only worker is {names}",
            <= shown => $"the workers are {names}",
            _ => $"the workers are {names} and {workers.Length - shown} more",
        };
    }
}
