using DarkLang.Lang.Evaluation.Nodes;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Resolution;

internal sealed partial class Resolver
{
    private Node ResolveLet(LetExpr let)
    {
        var value = Resolve(let.Value);
        return let.Pattern switch
        {
            WildcardPattern => value,
            NamePattern name when value is UnwrapNode unwrap => new UnwrapStoreNode(_scope.Bind(name.Name), unwrap),
            NamePattern name => new StoreNode(_scope.Bind(name.Name, value.IsInt), value),
            var pattern => Destructure(pattern, value),
        };
    }

    private DestructureNode Destructure(Pattern pattern, Node value) =>
        new(Site(pattern.Span), ResolvePattern(pattern, name => _scope.Bind(name)), source[pattern.Span].ToString(), value);

    private MatchNode ResolveMatch(MatchExpr match)
    {
        var subject = Resolve(match.Subject);
        var arms = new List<Arm>();
        foreach (var arm in match.Arms)
            ResolveArm(arm, arms);
        return new MatchNode(Site(match.Subject.Span), subject, [.. arms]);
    }

    /// <summary>Alternatives become arms that share their slots, guard and body.</summary>
    private void ResolveArm(MatchArm arm, List<Arm> arms)
    {
        var mark = _scope.Mark;
        var slots = new Dictionary<string, int>(StringComparer.Ordinal);
        var patterns = new List<Matcher> { ResolvePattern(arm.Patterns[0], name => slots[name] = _scope.Bind(name)) };
        foreach (var alternative in arm.Patterns.Skip(1))
            patterns.Add(ResolveAlternative(alternative, slots));
        var guard = arm.Guard is null ? null : Resolve(arm.Guard);
        var body = Resolve(arm.Body);
        _scope.Release(mark);
        arms.AddRange(patterns.Select(pattern => new Arm(pattern, guard, body)));
    }

    private Matcher ResolveAlternative(Pattern alternative, Dictionary<string, int> slots)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var matcher = ResolvePattern(alternative, name =>
        {
            seen.Add(name);
            return slots.TryGetValue(name, out var slot) ? slot : _scope.Bind(name);
        });
        if (!seen.SetEquals(slots.Keys))
            Sink.Error(ResolutionCodes.AlternativesDiffer, At(alternative.Span), "the alternatives of an arm must bind the same names",
                $"binds {Names(seen)}, but the first binds {Names(slots.Keys)}", "write a separate arm for it");
        return matcher;
    }

    private static string Names(ICollection<string> names) =>
        names.Count == 0 ? "nothing" : string.Join(", ", names.Order(StringComparer.Ordinal).Select(name => $"`{name}`"));

    private Matcher ResolvePattern(Pattern pattern, Func<string, int> bind) => pattern switch
    {
        WildcardPattern => new AnyMatcher(),
        NamePattern name => new NameMatcher(bind(name.Name)),
        // A number out of range is already reported.
        LiteralPattern { Literal: MissingExpr } => new AnyMatcher(),
        LiteralPattern literal => new LiteralMatcher(ValueOf((Literal)literal.Literal)),
        ConstructorPattern { Constructor: Constructor.Nothing } => new NothingMatcher(),
        ConstructorPattern { Constructor: Constructor.Just } just => new JustMatcher(ResolvePattern(just.Argument!, bind)),
        ConstructorPattern other => new ResultMatcher(other.Constructor == Constructor.Ok, ResolvePattern(other.Argument!, bind)),
        TuplePattern tuple => new TupleMatcher(ResolvePatterns(tuple.Items, bind)),
        ListPattern list => new ListMatcher(ResolvePatterns(list.Items, bind)),
        ConsPattern cons => new ConsMatcher(ResolvePattern(cons.Head, bind), ResolvePattern(cons.Tail, bind)),
        RecordPattern record =>
            new RecordMatcher([.. record.Fields.Select(field => field.Name)], [.. record.Fields.Select(field => bind(field.Name))]),
        _ => throw new UnreachableException(),
    };

    private Matcher[] ResolvePatterns(IReadOnlyList<Pattern> patterns, Func<string, int> bind) =>
        [.. patterns.Select(pattern => ResolvePattern(pattern, bind))];

    private static Value ValueOf(Literal literal) => literal switch
    {
        IntLiteral number => Value.Int(number.Value),
        DurationLiteral duration => Value.Int(duration.Seconds),
        FloatLiteral number => Value.Float(number.Value),
        DecimalLiteral number => Value.Decimal(number.Value),
        BoolLiteral flag => Value.Bool(flag.Value),
        NullLiteral => Value.Null,
        StringLiteral text => Value.String(text.Value),
        CharLiteral character => Value.Char(character.Value),
        _ => throw new UnreachableException(),
    };
}
