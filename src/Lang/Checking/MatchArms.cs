using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Checking;

/// <summary>Finds the arms of a match that are never reached, and the values that no arm matches.</summary>
internal static class MatchArms
{
    /// <summary>Returns the patterns that no value reaches, with the reason and what to do.</summary>
    public static IEnumerable<(Pattern Pattern, string Reason, string Help)> Unreachable(MatchExpr match, DarkType subject)
    {
        var matrix = new PatternMatrix();
        var rows = new List<Shape[]>();
        foreach (var arm in match.Arms)
        {
            foreach (var pattern in arm.Patterns)
            {
                var row = new[] { Shape.Of(pattern, opaque: null) };
                if (PatternTypes.NeverMatches(pattern, subject))
                {
                    yield return (pattern, Known(pattern, subject), "remove it, or match on something else");
                    continue;
                }
                if (!matrix.IsUseful(rows, row, [subject]))
                    yield return (pattern, "the arms above match every value that it matches", "move it above them, or remove it");
                if (arm.Guard is null && !row[0].IsOpaque)
                    rows.Add(row);
            }
        }
    }

    /// <summary>Describes the value that the pattern never matches.</summary>
    private static string Known(Pattern pattern, DarkType subject) => (pattern, subject) switch
    {
        (ConstructorPattern { Constructor: Constructor.Nothing }, DarkType.Option { IsJust: true }) => "the value is always a `Just`",
        (ConstructorPattern { Constructor: Constructor.Error }, DarkType.Result { Error: DarkType.NeverType }) =>
            "the value is always an `Ok`",
        (ConstructorPattern { Constructor: Constructor.Ok }, DarkType.Result { Ok: DarkType.NeverType }) =>
            "the value is always an `Error`",
        (RecordPattern record, DarkType.Record known)
            when record.Fields.FirstOrDefault(field => !known.Fields.ContainsKey(field.Name)) is { } field =>
            $"the value has no field `{field.Name}`",
        _ => $"the value is {TypeDisplay.WithArticle(subject)}",
    };

    /// <summary>
    /// Returns the values of Bool, Option and Result that no arm matches, if the arms show that the match is on those. An arm with a guard
    /// may or may not match; two of them may cover the values together.
    /// </summary>
    public static List<string> Missing(MatchExpr match)
    {
        var plain = new List<Shape[]>();
        var guarded = new List<Shape>();
        foreach (var arm in match.Arms)
        {
            foreach (var shape in arm.Patterns.Select(pattern => Shape.Of(pattern, opaque: Shape.Wildcard)))
            {
                if (arm.Guard is null)
                    plain.Add([shape]);
                else
                    guarded.Add(shape);
            }
        }
        if (plain.Count == 0)
            return [];
        return
        [
            .. new PatternMatrix().Missing(plain, 1)
                .Select(row => row[0])
                .Where(shape => shape.HasChoice && guarded.Count(arm => arm.Overlaps(shape)) < 2)
                .Select(shape => shape.ToString()),
        ];
    }
}
