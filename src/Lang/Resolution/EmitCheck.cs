using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Library;
using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Resolution;

/// <summary>What can be seen of an emit before it runs: whether its worker exists, and whether event and name were swapped.</summary>
internal static class EmitCheck
{
    public static void Look(Program program, LibraryFunction function, CallSyntax call, SourceText source)
    {
        if (function.Name is not ("emit" or "emitAfter" or "emitAt" or "emitOnce"))
            return;
        var first = Bare(call.Arguments[0]);
        var last = Bare(call.Arguments[^1]);
        if (last is StringLiteral worker)
            LookForWorker(program, worker, source);
        else if (first is StringLiteral && last is RecordExpr or ListExpr or TupleExpr or IntLiteral or FloatLiteral or BoolLiteral or NullLiteral)
            WrongWayRound(program, function, call, first, source);
    }

    private static void LookForWorker(Program program, StringLiteral worker, SourceText source)
    {
        var known = program.Declarations;
        if (!program.HasCanvas || known.FindWorker(worker.Value) is not null || known.IsBroken(worker.Value))
            return;
        var nearest = NearestName.Of(worker.Value, known.Workers);
        var help = nearest is null
            ? Known([.. known.Workers], worker.Value)
            : $"did you mean \"{nearest}\"? ({Place(known.FindWorker(nearest)!.Value)})";
        program.Sink.Warning(
            ResolutionCodes.UnknownWorker, new Location(source, worker.Span), $"no worker is named \"{worker.Value}\"", "messages will wait under 404s", help);
    }

    private static void WrongWayRound(Program program, LibraryFunction function, CallSyntax call, Expr name, SourceText source) => program.Sink.Error(
        ResolutionCodes.EmitWrongWayRound,
        new Location(source, call.Span),
        $"`{function.Name}` takes the event first and the name of the worker last",
        "the wrong way round",
        $"{function.Name} {source[call.Arguments[^1].Span]} {source[name.Span]}");

    private static Expr Bare(Expr expr) => expr is ParenExpr paren ? Bare(paren.Inner) : expr;

    private static string Place(Location at) => $"{at.Source.Path}:{at.Start.Line}";

    private static string Known(string[] workers, string wanted)
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
