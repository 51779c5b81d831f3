using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Checking;

/// <summary>The part of a pattern that distinguishes values.</summary>
/// <param name="Head">The constructor or literal; null matches anything.</param>
internal sealed record Shape(string? Head, ShapeFamily Family, IReadOnlyList<Shape> Parts)
{
    public static readonly Shape Wildcard = new(null, ShapeFamily.Any, []);

    /// <summary>Whether it matches only some values and it is not known which: a record pattern, or one with such a part.</summary>
    public bool IsOpaque => Family == ShapeFamily.Opaque || Parts.Any(part => part.IsOpaque);

    /// <summary>Whether some part selects one of the few values of a Bool, Option or Result.</summary>
    public bool HasChoice => Family is ShapeFamily.Bool or ShapeFamily.Option or ShapeFamily.Result
        || Family == ShapeFamily.Tuple && Parts.Any(part => part.HasChoice);

    /// <param name="opaque">What stands for an opaque pattern; null keeps it as one that covers nothing.</param>
    public static Shape Of(Pattern pattern, Shape? opaque) => pattern switch
    {
        WildcardPattern or NamePattern => Wildcard,
        LiteralPattern { Literal: BoolLiteral flag } => new Shape(flag.Value ? "true" : "false", ShapeFamily.Bool, []),
        LiteralPattern { Literal: NullLiteral } => new Shape("null", ShapeFamily.Null, []),
        // A number out of range is already reported: nothing follows from it.
        LiteralPattern { Literal: MissingExpr } => opaque ?? new Shape("missing", ShapeFamily.Opaque, []),
        LiteralPattern literal => new Shape(Text(literal.Literal), ShapeFamily.Literal, []),
        ConstructorPattern { Constructor: var constructor } some => new Shape(
            $"{constructor}",
            constructor is Constructor.Just or Constructor.Nothing ? ShapeFamily.Option : ShapeFamily.Result,
            some.Argument is { } argument ? [Of(argument, opaque)] : []),
        TuplePattern tuple => new Shape($"tuple {tuple.Items.Count}", ShapeFamily.Tuple, [.. tuple.Items.Select(item => Of(item, opaque))]),
        ListPattern list => list.Items.Reverse()
            .Aggregate(new Shape("[]", ShapeFamily.List, []), (tail, item) => new Shape("::", ShapeFamily.List, [Of(item, opaque), tail])),
        ConsPattern cons => new Shape("::", ShapeFamily.List, [Of(cons.Head, opaque), Of(cons.Tail, opaque)]),
        RecordPattern => opaque ?? new Shape("record", ShapeFamily.Opaque, []),
        _ => throw new UnreachableException(),
    };

    /// <summary>Whether some value may match both.</summary>
    public bool Overlaps(Shape other) =>
        Head is null || other.Head is null || Head == other.Head
            && Parts.Zip(other.Parts, (left, right) => left.Overlaps(right)).All(both => both);

    public override string ToString() => Family switch
    {
        ShapeFamily.Any or ShapeFamily.Opaque => "_",
        ShapeFamily.Tuple => $"({string.Join(", ", Parts)})",
        ShapeFamily.List => Parts.Count == 0 ? "[]" : $"({Parts[0]} :: {Parts[1]})",
        _ when Parts.Count == 0 => Head!,
        _ when Parts[0] is { Parts.Count: > 0, Family: not (ShapeFamily.Tuple or ShapeFamily.List) } => $"{Head} ({Parts[0]})",
        _ => $"{Head} {Parts[0]}",
    };

    private static string Text(Expr literal) => literal switch
    {
        IntLiteral number => $"{number.Value}",
        DurationLiteral duration => $"{duration.Seconds}",
        // The two zeros are equal.
        FloatLiteral number => FormattableString.Invariant($"{number.Value + 0.0:R}f"),
        // Zeros at the end make no other number.
        DecimalLiteral number => FormattableString.Invariant($"{number.Value / 1.0000000000000000000000000000m}m"),
        StringLiteral text => $"\"{text.Value}",
        CharLiteral character => $"'{character.Value}",
        _ => throw new UnreachableException(),
    };
}

/// <summary>The set of constructors that a value of one type may have.</summary>
internal enum ShapeFamily
{
    Any,
    Opaque,
    Bool,
    Null,
    Literal,
    Option,
    Result,
    Tuple,
    List,
}
