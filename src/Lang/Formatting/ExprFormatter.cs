using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Formatting;

/// <summary>
/// Expressions as docs. They are made in the order of the text, because each takes the comments before it from the queue.
/// What begins in the middle of a line stands on one that is indented as far as the doc is nested; chains of operators that may
/// break begin lines of their own, and their operators stand in the same column, outside of any lambda.
/// </summary>
internal sealed partial class ExprFormatter(SourceText source, TokenPositions places, CommentQueue comments, PatternText patterns)
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
        // Literals and names stay as they are spelled; so does the code within interpolated strings.
        _ => source[expr.Span].ToString(),
    };

    /// <summary>
    /// What follows <c>=</c>, <c>-></c>, <c>then</c> and their like: the rest of the line, or a block under it where it has several
    /// lines, or where <paramref name="asBlock"/> wants it.
    /// </summary>
    public Doc Body(Expr expr, bool asBlock = false)
    {
        var start = expr.Span.Start;
        asBlock |= IsBlock(expr) || comments.AnyBefore(start);
        var opening = comments.Opening(start, Doc.HardLine);
        var inner = Of(expr);
        var ending = places.BeginsLine(start) ? comments.EndOfBlock(expr.Span.End, places.Column(start), mustBreak: !asBlock) : Doc.Empty;
        if (asBlock || ending.IsForced)
            return Doc.Nest(opening, inner, ending);
        return inner is HeadedDoc headed ? new HugDoc(headed)
            : Hugs(expr) ? Doc.Of(" ", inner)
            : Doc.Group(Doc.Nest(Doc.Line, inner));
    }

    /// <summary>An expression in a place that can't be broken outside of brackets: it gets some if it is long.</summary>
    private Doc Inline(Expr expr)
    {
        var doc = Of(expr);
        if (expr is ParenExpr or ListExpr or RecordExpr or TupleExpr)
            return doc;
        return !doc.IsForced
            && DocPrinter.Flat(doc) is { Length: <= DocPrinter.Width / 2 } flat ? flat : InParentheses(expr, Doc.SoftLine, doc, Doc.Empty);
    }

    private static bool IsBlock(Expr expr) => expr is SequenceExpr or LetExpr { OneLine: false };

    /// <summary>
    /// Whether an expression begins on the line of what it is the body of, though it has several lines. That must not depend on how
    /// long it is: its parts stay broken once they were, and the second time would differ.
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
        // Glued to a digit the sign would become part of the number, glued to another the comment of other languages.
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
        var beforeIn = comments.Within(places.Before(let.Body.Span.Start).Start, Doc.Line);
        return Doc.Group(head, beforeIn, "in", Body(let.Body));
    }
}
