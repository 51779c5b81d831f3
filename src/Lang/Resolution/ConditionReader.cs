using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Resolution;

/// <summary>Reads the conditions of an alert: each at most once, with a number if it needs one.</summary>
internal sealed class ConditionReader(DiagnosticSink sink, SourceText source)
{
    private const string Backlog = "backlog";

    private static readonly string[] Known = ["dead", "error", "incomplete", "late", Backlog];

    private readonly Dictionary<string, AlertCondition> _seen = new(StringComparer.Ordinal);

    public AlertConditions Read(IReadOnlyList<AlertCondition> written)
    {
        var conditions = new AlertConditions();
        foreach (var condition in written)
        {
            if (IsKnown(condition) && HasValidNumber(condition))
                conditions = Read(conditions, condition);
        }
        return conditions;
    }

    private static AlertConditions Read(AlertConditions conditions, AlertCondition condition) => condition.Name switch
    {
        "dead" => conditions with { Dead = true },
        "error" => conditions with { Error = true },
        "incomplete" => conditions with { Incomplete = true },
        "late" => conditions with { Late = true },
        Backlog => conditions with { Backlog = condition.Argument },
        _ => throw new UnreachableException(),
    };

    private bool IsKnown(AlertCondition condition)
    {
        var at = new Location(source, condition.Span);
        if (!Known.Contains(condition.Name))
        {
            var hint = NearestName.Of(condition.Name, Known) is { } nearest
                ? $"did you mean `{nearest}`?"
                : "the conditions are dead, error, incomplete, late and backlog";
            sink.Error(ResolutionCodes.UnknownCondition, at, $"an alert has no condition `{condition.Name}`", "unknown condition", hint);
        }
        else if (!_seen.TryAdd(condition.Name, condition))
        {
            sink.Error(ResolutionCodes.DuplicateKey, at, $"the condition `{condition.Name}` is given twice", "given again here",
                related: new RelatedPlace(new Location(source, _seen[condition.Name].Span), "first given here"));
        }
        else
        {
            return true;
        }
        return false;
    }

    private bool HasValidNumber(AlertCondition condition)
    {
        var at = new Location(source, condition.Span);
        if (condition.Name == Backlog && condition.Argument is not >= 1)
            sink.Error(ResolutionCodes.ConditionNumber, at, "`backlog` takes a number of at least 1",
                "expected a number of ready messages", "write `backlog 1000`");
        else if (condition.Name != Backlog && condition.Argument is not null)
            sink.Error(ResolutionCodes.ConditionNumber, at, $"`{condition.Name}` takes no number", "expected no number",
                $"write `{condition.Name}`: the report says how many there were");
        else
            return true;
        return false;
    }
}
