using DarkLang.Lang.Resolution;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Lints;

/// <summary>Finds workers that emit to themselves at once in every run: one message keeps them busy forever.</summary>
internal static class EndlessEmit
{
    public static void Check(LintedBody body, DiagnosticSink sink)
    {
        if (body.Item is not WorkerItem worker || Find(body.Body, worker.Name.Text, body.Names) is not { } emit)
            return;
        sink.Warning(
            LintCodes.EndlessEmit, body.At(emit.Span), $"every message of \"{worker.Name.Text}\" emits another one to it, endlessly",
            "in every run", "emit only under a condition, or later with `emitAfter`");
    }

    /// <summary>Returns the emit that every run reaches; one that a branch, a lambda or a rail may skip does not count.</summary>
    private static Expr? Find(Expr expr, string worker, BodyNames names)
    {
        while (true)
        {
            if (IsEmit(expr, worker, names))
                return expr;
            var (first, rest) = expr switch
            {
                LetExpr let => (let.Value, let.Body),
                SequenceExpr sequence => (sequence.First, sequence.Rest),
                ParenExpr paren => (null, paren.Inner),
                _ => ((Expr?)null, (Expr?)null),
            };
            if (rest is null || (first is not null && MayEndRun(first)))
                return null;
            if (first is not null && Find(first, worker, names) is { } emit)
                return emit;
            expr = rest;
        }
    }

    private static bool IsEmit(Expr expr, string worker, BodyNames names) => expr switch
    {
        ApplyExpr { Function: NameExpr { Name: "emit" } emit, Arguments: [var payload, StringLiteral name] } =>
            names.Find(emit) is null && name.Value == worker && !MayEndRun(payload),
        PipeExpr { Left: var left, Stage: CallStage { Function: NameExpr { Name: "emit" } emit, Arguments: [StringLiteral name] } } =>
            names.Find(emit) is null && name.Value == worker && !MayEndRun(left),
        _ => false,
    };

    /// <summary>Whether a rail or a hole may end the run before anything is emitted.</summary>
    private static bool MayEndRun(Expr expr) =>
        expr is NameExpr { Rail: true } or LibraryNameExpr { Rail: true } or Hole || ExprChildren.Of(expr).Any(MayEndRun);
}
