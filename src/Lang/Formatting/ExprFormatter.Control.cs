using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Formatting;

/// <summary><c>if</c> and <c>match</c>.</summary>
internal sealed partial class ExprFormatter
{
    private Doc If(IfExpr choice)
    {
        var parts = new List<Doc>();
        AddIf(parts, choice);
        return Doc.Group(parts);
    }

    /// <summary>Formats an <c>if</c> on one line, or with <c>then</c> and <c>else</c> in its column, as it was written.</summary>
    private void AddIf(List<Doc> parts, IfExpr choice)
    {
        var then = positions.Before(choice.Then.Span.Start).Start;
        var isOpen = choice.Else is not null && TrailingOpenExpressions.TakesElse(choice.Then);
        var isBroken = isOpen || positions.BeginsLine(then) || positions.BeginsLine(choice.Then.Span.Start);
        parts.Add("if");
        parts.Add(Body(choice.Condition));
        parts.Add(comments.Within(then, isBroken ? Doc.HardLine : Doc.Line));
        parts.Add("then");
        parts.Add(Body(choice.Then, isOpen));
        if (choice.Else is null)
            return;

        var start = choice.Else.Span.Start;
        var keyword = positions.Before(start).Start;
        parts.Add(comments.Within(keyword, isBroken || positions.BeginsLine(keyword) ? Doc.HardLine : Doc.Line));
        parts.Add("else");
        if (choice.Else is IfExpr next && !comments.AnyBefore(start))
        {
            parts.Add(" ");
            AddIf(parts, next);
        }
        else
        {
            parts.Add(Body(choice.Else));
        }
    }

    private Doc Match(MatchExpr match)
    {
        var start = match.Arms[0].Span.Start;
        var arms = new List<Doc>();
        var subject = Inline(match.Subject);
        foreach (var arm in match.Arms)
        {
            arms.Add(arms.Count == 0
                ? comments.Opening(arm.Span.Start, Doc.HardLine)
                : comments.Between(arm.Span.Start, comments.Break(arm.Span.Start)));
            arms.Add(Arm(arm));
        }
        // A comment in the column of the match itself belongs to what follows it.
        if (positions.BeginsLine(start))
            arms.Add(comments.EndOfBlock(match.Span.End, Math.Max(positions.Column(start), positions.LineIndent(match.Span.Start) + 1)));
        return Doc.Of("match ", subject, " with", Doc.Nest(arms));
    }

    private Doc Arm(MatchArm arm)
    {
        var alternatives = new List<Doc>();
        foreach (var pattern in arm.Patterns)
        {
            if (alternatives.Count > 0)
                alternatives.Add(Doc.Line);
            alternatives.Add("| " + patterns.Of(pattern));
        }
        var guard = arm.Guard is null ? Doc.Empty : Doc.Of(" when ", Inline(arm.Guard));
        return Doc.Of(Doc.Group(alternatives), guard, " ->", Body(arm.Body));
    }
}
