using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Nodes;

/// <summary>An arm of a match.</summary>
/// <param name="guard">Null if the arm has none.</param>
internal sealed class Arm(Matcher pattern, Node? guard, Node body)
{
    private readonly SubMatcher _pattern = new(pattern);
    private readonly Operand _body = new(body);

    public bool Matches(in Value value, ref Frame frame) =>
        _pattern.Matches(in value, frame.Locals) && (guard is null || guard.EvaluateCondition(ref frame));

    public Value Evaluate(ref Frame frame) => _body.Evaluate(ref frame);
}

internal sealed class MatchNode(int site, Node subject, Arm[] arms) : Node
{
    private readonly Operand _subject = new(subject);

    public override Value Evaluate(ref Frame frame)
    {
        var value = _subject.Evaluate(ref frame);
        foreach (var arm in arms)
        {
            if (arm.Matches(in value, ref frame))
                return arm.Evaluate(ref frame);
        }
        throw frame.Execution.Fail(
            site, RuntimeErrorCodes.NoMatch, $"no arm matches {ValueShape.OfChoice(value)}",
            "add an arm for it, or one for everything else: `_ -> …`");
    }
}

/// <summary><c>let (a, b) = value</c>, or a parameter that is a pattern.</summary>
internal sealed class DestructureNode(int site, Matcher pattern, string text, Node value) : Node
{
    public override Value Evaluate(ref Frame frame)
    {
        var found = value.Evaluate(ref frame);
        return pattern.Matches(found, frame.Locals)
            ? found
            : throw frame.Execution.Fail(
                site, RuntimeErrorCodes.NoMatch, $"{ValueShape.OfChoice(found)} does not match the pattern `{text}`",
                "use `match` if the value can have several forms");
    }
}
