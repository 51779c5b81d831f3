using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Nodes;

/// <summary><paramref name="guard"/> is null where there is none.</summary>
internal sealed class Arm(Matcher pattern, Node? guard, Node body)
{
    private readonly Part _pattern = new(pattern);
    private readonly Operand _body = new(body);

    public bool Fits(in Value value, ref Frame frame) =>
        _pattern.Fits(in value, frame.Locals) && (guard is null || guard.EvaluateCondition(ref frame));

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
            if (arm.Fits(in value, ref frame))
                return arm.Evaluate(ref frame);
        }
        throw frame.Execution.Fail(
            site,
                RuntimeErrorCodes.NoMatch,
                $"no arm of the match fits {OperatorErrors.Describe(value)}",
                "add an arm for it, or one for everything else: _ -> …");
    }
}

/// <summary><c>let (a, b) = value</c>, and parameters that are patterns.</summary>
internal sealed class DestructureNode(int site, Matcher pattern, string text, Node value) : Node
{
    public override Value Evaluate(ref Frame frame)
    {
        var found = value.Evaluate(ref frame);
        return pattern.Fits(found, frame.Locals)
            ? found
            : throw frame.Execution.Fail(
                site,
                    RuntimeErrorCodes.NoMatch,
                    $"{OperatorErrors.Describe(found)} does not fit the pattern {text}",
                    "use match where a value may have several forms");
    }
}
