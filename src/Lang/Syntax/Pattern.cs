namespace DarkLang.Lang.Syntax;

public abstract record Pattern(Span Span)
{
    /// <summary>The names that it binds, in their order.</summary>
    internal IEnumerable<NamePattern> Names => this switch
    {
        NamePattern name => [name],
        ConstructorPattern { Argument: { } argument } => argument.Names,
        TuplePattern tuple => tuple.Items.SelectMany(item => item.Names),
        ListPattern list => list.Items.SelectMany(item => item.Names),
        ConsPattern cons => cons.Head.Names.Concat(cons.Tail.Names),
        RecordPattern record => record.Fields,
        _ => [],
    };
}

public sealed record WildcardPattern(Span Span) : Pattern(Span);

public sealed record NamePattern(Span Span, string Name) : Pattern(Span);

/// <summary>An Int, Float, Bool, Null, String or Char literal (a negative number included).</summary>
public sealed record LiteralPattern(Span Span, Expr Literal) : Pattern(Span);

/// <summary><paramref name="Argument"/> is null for <c>Nothing</c> only.</summary>
public sealed record ConstructorPattern(Span Span, Constructor Constructor, Pattern? Argument) : Pattern(Span);

public sealed record TuplePattern(Span Span, IReadOnlyList<Pattern> Items) : Pattern(Span);

public sealed record ListPattern(Span Span, IReadOnlyList<Pattern> Items) : Pattern(Span);

/// <summary><c>head :: tail</c></summary>
public sealed record ConsPattern(Span Span, Pattern Head, Pattern Tail) : Pattern(Span);

/// <summary><c>{ a; b }</c> binds the fields of a record to their names.</summary>
public sealed record RecordPattern(Span Span, IReadOnlyList<NamePattern> Fields) : Pattern(Span);
