using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Formatting;

/// <summary>
/// Turns expressions into docs, in source order, because each takes the comments before it from the queue. An expression that starts in the
/// middle of a line is on a line that is indented as far as the doc is nested. Chains of operators that may break start lines of their own,
/// with their operators in the same column, outside any lambda.
/// </summary>
internal sealed partial class ExprFormatter(SourceText source, TokenPositions positions, CommentQueue comments, PatternText patterns)
{
    public Doc Of(Expr expr) => expr switch
    {
        LetExpr { OneLine: false } or SequenceExpr => Statements(expr),
        LetExpr let => OneLineLet(let),
        IfExpr choice => If(choice),
        MatchExpr match => Match(match),
        LambdaExpr lambda => Lambda(lambda),
        PipeExpr pipe => Pipe(pipe),
        BinaryExpr binary => Binary(binary),
        NegateExpr negate => Negate(negate),
        ApplyExpr apply => Call(apply.Function, apply.Arguments),
        FieldExpr field => Field(field),
        ParenExpr paren => Paren(paren),
        TupleExpr tuple => Tuple(tuple),
        ListExpr list => List(list),
        RecordExpr record => Record(record),
        OperatorFunctionExpr function => source[function.Span].ToString().Replace(" ", "", StringComparison.Ordinal),
        // Literals and names keep their spelling, and so does the code in interpolated strings.
        _ => source[expr.Span].ToString(),
    };

    /// <summary>
    /// Formats what follows <c>=</c>, <c>-></c>, <c>then</c> and the like: as the rest of the line, or as a block below if it spans several
    /// lines or <paramref name="asBlock"/> is true.
    /// </summary>
    public Doc Body(Expr expr, bool asBlock = false)
    {
        var start = expr.Span.Start;
        asBlock |= IsBlock(expr) || comments.AnyBefore(start);
        var opening = comments.Opening(start, Doc.HardLine);
        var inner = Of(expr);
        var ending = positions.BeginsLine(start)
            ? comments.EndOfBlock(expr.Span.End, positions.Column(start), mustBreak: !asBlock)
            : Doc.Empty;
        if (asBlock || ending.IsForced)
            return Doc.Nest(opening, inner, ending);
        return inner is HeadedDoc headed ? new HugDoc(headed)
            : Hugs(expr) ? Doc.Of(" ", inner)
            : Doc.Group(Doc.Nest(Doc.Line, inner));
    }

    /// <summary>Formats an expression that can only be broken inside brackets; a long one gets brackets.</summary>
    private Doc Inline(Expr expr)
    {
        var doc = Of(expr);
        if (expr is ParenExpr or ListExpr or RecordExpr or TupleExpr)
            return doc;
        return !doc.IsForced && DocPrinter.Flat(doc) is { Length: <= DocPrinter.Width / 2 } flat
            ? flat
            : InParentheses(expr, Doc.SoftLine, doc, Doc.Empty);
    }

    private static bool IsBlock(Expr expr) => expr is SequenceExpr or LetExpr { OneLine: false };

    /// <summary>
    /// Whether a body starts on the line of its header even if it spans several lines. This must not depend on its length: its parts stay
    /// broken once they are, so formatting again would give another result.
    /// </summary>
    private static bool Hugs(Expr expr) => expr is ListExpr or RecordExpr or TupleExpr or ParenExpr or StringLiteral or Interpolation;

    private Doc Statements(Expr block)
    {
        var parts = new List<Doc>();
        while (IsBlock(block))
        {
            if (block is LetExpr let)
            {
                parts.Add(Doc.Of($"let {patterns.Of(let.Pattern)} =", Body(let.Value)));
                block = let.Body;
            }
            else if (block is SequenceExpr sequence)
            {
                parts.Add(Of(sequence.First));
                block = sequence.Rest;
            }
            parts.Add(comments.Between(block.Span.Start, comments.Break(block.Span.Start)));
        }
        parts.Add(Of(block));
        return Doc.Of(parts);
    }

    private Doc Negate(NegateExpr negate)
    {
        // Directly before a digit, the sign would become part of the number; directly before another sign, it would start a comment of
        // other languages.
        var sign = source.Text[negate.Operand.Span.Start] is '-' or (>= '0' and <= '9') ? "- " : "-";
        return Doc.Of(sign, Of(negate.Operand));
    }

    private Doc Field(FieldExpr field)
    {
        var names = new List<Doc>();
        Expr target = field;
        for (; target is FieldExpr access; target = access.Target)
            names.Add("." + source[access.FieldSpan].ToString());
        names.Reverse();
        return Doc.Of([Of(target), .. names]);
    }

    private HeadedDoc Lambda(LambdaExpr lambda)
    {
        var parameters = string.Join(' ', lambda.Parameters.Select(patterns.Atom));
        return new HeadedDoc(parameters.Length == 0 ? "\\ ->" : $"\\{parameters} ->", Body(lambda.Body));
    }

    private Doc OneLineLet(LetExpr let)
    {
        var head = Doc.Of($"let {patterns.Of(let.Pattern)} =", Body(let.Value));
        var beforeIn = comments.Within(positions.Before(let.Body.Span.Start).Start, Doc.Line);
        return Doc.Group(head, beforeIn, "in", Body(let.Body));
    }
}
