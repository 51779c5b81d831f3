using DarkLang.Lang.Syntax;
using DarkLang.Lang.Syntax.Parsing;

namespace DarkLang.Lang.Formatting;

/// <summary>Pipes, chains of operators, and calls.</summary>
internal sealed partial class ExprFormatter
{
    /// <summary>The longest argument that may stand beside one that spans several lines.</summary>
    private const int LongestBeside = 30;

    private Doc Pipe(PipeExpr pipe)
    {
        var stages = new List<PipeStage>();
        Expr head = pipe;
        for (; head is PipeExpr left; head = left.Left)
            stages.Add(left.Stage);
        stages.Reverse();

        var isBroken = stages.Any(stage => positions.BeginsLine(positions.Before(stage.Span.Start).Start));
        var takesOperators = TrailingOpenExpressions.TakesOperators(head);
        var parts = new List<Doc> { Of(head) };
        foreach (var stage in stages)
        {
            parts.Add(comments.Within(stage.Span.Start, isBroken || takesOperators ? Doc.HardLine : Doc.Line));
            parts.Add("|> ");
            parts.Add(Stage(stage));
            takesOperators = TrailingOpenExpressions.TakesOperators(TrailingOpenExpressions.LastPart(stage));
        }
        return Doc.Group(parts);
    }

    private Doc Stage(PipeStage stage) => stage switch
    {
        CallStage { Arguments: [] } call => Of(call.Function),
        CallStage call => Call(call.Function, call.Arguments),
        OperatorStage sign => Doc.Of(source[sign.OperatorSpan].ToString(), " ", Of(sign.Right)),
        _ => throw new UnreachableException(),
    };

    private Doc Binary(BinaryExpr binary)
    {
        var (first, links) = Chain(binary);
        var parts = new List<Doc> { Of(first) };
        var previous = first;
        foreach (var link in links)
        {
            parts.Add(comments.Within(link.Right.Span.Start, TrailingOpenExpressions.TakesOperators(previous) ? Doc.HardLine : Doc.Line));
            parts.Add(source[link.Sign].ToString() + " ");
            parts.Add(Of(link.Right));
            previous = link.Right;
        }
        return Doc.Group(parts);
    }

    /// <summary>Returns the operands of a chain of operators of one level, which stay together or break together.</summary>
    private static (Expr First, List<(Source.Span Sign, Expr Right)> Links) Chain(BinaryExpr binary)
    {
        var level = OperatorTable.LevelOf(binary.Operator);
        var links = new List<(Source.Span, Expr)>();
        if (binary.Operator == BinaryOperator.Power)
        {
            var link = binary;
            for (; link.Right is BinaryExpr { Operator: BinaryOperator.Power } right; link = right)
                links.Add((link.OperatorSpan, right.Left));
            links.Add((link.OperatorSpan, link.Right));
            return (binary.Left, links);
        }

        Expr first = binary;
        for (; first is BinaryExpr link && OperatorTable.LevelOf(link.Operator) == level; first = link.Left)
            links.Add((link.OperatorSpan, link.Right));
        links.Reverse();
        return (first, links);
    }

    private Doc Call(Expr function, IReadOnlyList<Expr> arguments)
    {
        var head = Of(function);
        var before = new List<Doc>();
        var docs = new List<Doc>();
        foreach (var argument in arguments)
        {
            before.Add(comments.Within(argument.Span.Start, Doc.Line));
            docs.Add(Of(argument));
        }

        var isCommented = before.Any(line => line.IsForced);
        var hugged = isCommented ? -1 : HuggedArgument(arguments);
        if (hugged >= 0 && docs[hugged] is HeadedDoc lambda)
        {
            var others = Doc.Nest([.. docs[..^1].SelectMany(argument => new[] { Doc.Line, argument })]);
            return new HeadedDoc(Doc.Of(Doc.Group(head, others), " ", lambda.Head), lambda.Tail);
        }
        if (hugged >= 0 && docs.Where((_, index) => index != hugged).All(IsShort))
            return Doc.Of([head, .. docs.Select((argument, index) => Doc.Of(" ", index == hugged ? argument : DocPrinter.Flat(argument)))]);
        return Doc.Group(head, Doc.Nest([.. docs.Select((argument, index) => Doc.Of(before[index], argument))]));
    }

    private static bool IsShort(Doc argument) => !argument.IsForced && DocPrinter.Flat(argument).Length <= LongestBeside;

    /// <summary>Returns the argument that may span lines beside the others: the last lambda, or the only list or record; or -1.</summary>
    private int HuggedArgument(IReadOnlyList<Expr> arguments)
    {
        if (arguments[^1] is LambdaExpr)
            return arguments.Count - 1;
        var candidates = Enumerable.Range(0, arguments.Count).Where(index => HasLines(arguments[index])).ToList();
        return candidates is [var only] ? only : -1;
    }

    private bool HasLines(Expr argument) => argument is ListExpr { Items.Count: > 0 } or RecordExpr { Fields.Count: > 0 }
        || (argument is StringLiteral { Raw: true } && source[argument.Span].Contains('\n'));
}
