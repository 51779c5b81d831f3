using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Checking;

internal sealed partial class BodyChecker
{
    private void BindLet(Pattern pattern, DarkType type, Expr value)
    {
        if (pattern is NamePattern name)
            Bind(name.Name, type);
        else
            BindPattern(pattern, type, value.Span);
    }

    /// <summary>Binds the names of a pattern that the value must match.</summary>
    private void BindPattern(Pattern pattern, DarkType type, Span value)
    {
        if (PatternTypes.NeverMatches(pattern, type))
            Error(CheckingCodes.PatternNeverMatches, value,
                $"{TypeDisplay.WithArticle(type)} never matches the pattern `{item.Source[pattern.Span]}`", TypeDisplay.WithArticle(type),
                "use `match` if the value can have several forms");
        PatternTypes.Bind(pattern, type, Bind);
    }

    private DarkType InferMatch(MatchExpr match, Func<Expr, DarkType> body)
    {
        var subject = Infer(match.Subject);
        var result = DarkType.Never;
        foreach (var arm in match.Arms)
        {
            var mark = _scope.Count;
            PatternTypes.Bind(arm.Patterns[0], arm.Patterns.Count == 1 ? subject : DarkType.Any, Bind);
            if (arm.Guard is { } guard)
                Infer(guard);
            result = TypeJoin.Of(result, body(arm.Body));
            Release(mark);
        }
        CheckArms(match, subject);
        return result;
    }

    private void CheckArms(MatchExpr match, DarkType subject)
    {
        if (_silent > 0)
            return;
        foreach (var (pattern, reason, help) in MatchArms.Unreachable(match, subject))
            Warning(CheckingCodes.UnreachableArm, pattern.Span, "this arm is never reached", reason, help);
        if (MatchArms.Missing(match) is { Count: > 0 } missing)
        {
            var names = string.Join(", ", missing.Select(pattern => $"`{pattern}`"));
            Warning(CheckingCodes.MissingArm, match.Subject.Span, $"no arm matches {names}",
                "a value without an arm ends the run with an error", $"add an arm: `{missing[0]} -> …`");
        }
    }
}
