namespace DarkLang.Lang.Syntax;

public abstract record Pattern(Span Span)
{
    /// <summary>The names that it binds, in their order.</summary>
    internal IEnumerable<NamePattern> Names => this is NamePattern name ? [name] : Parts.SelectMany(part => part.Names);

    /// <summary>The literals in it, in their order.</summary>
    internal IEnumerable<Expr> Literals => this is LiteralPattern literal ? [literal.Literal] : Parts.SelectMany(part => part.Literals);

    private IEnumerable<Pattern> Parts => this switch
    {
        ConstructorPattern { Argument: { } argument } => [argument],
        TuplePattern tuple => tuple.Items,
        ListPattern list => list.Items,
        ConsPattern cons => [cons.Head, cons.Tail],
        RecordPattern record => record.Fields,
        _ => [],
    };
}

public sealed record WildcardPattern(Span Span) : Pattern(Span);

public sealed record NamePattern(Span Span, string Name) : Pattern(Span);

/// <summary>A literal, with the sign of a negative number, or what stands for one that could not be read.</summary>
public sealed record LiteralPattern(Span Span, Expr Literal) : Pattern(Span);

/// <summary><paramref name="Argument"/> is null for <c>Nothing</c> only.</summary>
public sealed record ConstructorPattern(Span Span, Constructor Constructor, Pattern? Argument) : Pattern(Span);

public sealed record TuplePattern(Span Span, IReadOnlyList<Pattern> Items) : Pattern(Span);

public sealed record ListPattern(Span Span, IReadOnlyList<Pattern> Items) : Pattern(Span);

/// <summary><c>head :: tail</c></summary>
public sealed record ConsPattern(Span Span, Pattern Head, Pattern Tail) : Pattern(Span);

/// <summary><c>{ a; b }</c> binds the fields of a record to their names.</summary>
public sealed record RecordPattern(Span Span, IReadOnlyList<NamePattern> Fields) : Pattern(Span);
