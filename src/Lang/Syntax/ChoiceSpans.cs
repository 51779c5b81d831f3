namespace DarkLang.Lang.Syntax;

/// <summary>Where the <c>if</c> and <c>match</c> expressions of an item are: only one of their branches is evaluated.</summary>
public static class ChoiceSpans
{
    public static IReadOnlyList<Span> Of(Item item)
    {
        var spans = new List<Span>();
        var rest = new Stack<Expr>();
        if (BodyOf(item) is { } body)
            rest.Push(body);
        while (rest.TryPop(out var expr))
        {
            if (expr is IfExpr or MatchExpr)
                spans.Add(expr.Span);
            foreach (var inner in ExprChildren.Of(expr))
                rest.Push(inner);
        }
        return spans;
    }

    private static Expr? BodyOf(Item item) => item switch
    {
        WorkerItem worker => worker.Body,
        CronItem cron => cron.Body,
        AlertItem alert => alert.Body,
        FnItem fn => fn.Body,
        _ => null,
    };
}
