using System.Diagnostics;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Checking;

/// <summary>A pattern as far as it tells values apart.</summary>
/// <param name="Head">The constructor or literal; null fits anything.</param>
internal sealed record Shape(string? Head, ShapeFamily Family, IReadOnlyList<Shape> Parts)
{
    public static readonly Shape Wildcard = new(null, ShapeFamily.Any, []);

    /// <summary>It fits only some values, and which is not looked into: the pattern of a record, or one with such a part.</summary>
    public bool IsOpaque => Family == ShapeFamily.Opaque || Parts.Any(part => part.IsOpaque);

    /// <summary>Somewhere in it one of the few values of a Bool, Option or Result is chosen.</summary>
    public bool HasChoice => Family is ShapeFamily.Bool or ShapeFamily.Option or ShapeFamily.Result
        || Family == ShapeFamily.Tuple && Parts.Any(part => part.HasChoice);

    /// <param name="opaque">What stands for a pattern that is not looked into; null keeps it as one that covers nothing.</param>
    public static Shape Of(Pattern pattern, Shape? opaque) => pattern switch
    {
        WildcardPattern or NamePattern => Wildcard,
        LiteralPattern { Literal: BoolLiteral flag } => new Shape(flag.Value ? "true" : "false", ShapeFamily.Bool, []),
        LiteralPattern { Literal: NullLiteral } => new Shape("null", ShapeFamily.Null, []),
        // A number out of range, which was reported when it was read: nothing follows from it.
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

    /// <summary>Whether there may be a value that fits both.</summary>
    public bool Overlaps(Shape other) =>
        Head is null || other.Head is null || Head == other.Head
            && Parts.Zip(other.Parts, (left, right) => left.Overlaps(right)).All(both => both);

    public override string ToString() => Family switch
    {
        ShapeFamily.Any or ShapeFamily.Opaque => "_",
        ShapeFamily.Tuple => $"({string.Join(", ", Parts)})",
        ShapeFamily.List => Parts.Count == 0 ? "[]" : $"({Parts[0]} :: {Parts[1]})",
        _ => Parts.Count == 0
            ? Head!
            : $"{Head} {(Parts[0].Parts.Count > 0 && Parts[0].Family is not ShapeFamily.Tuple and not ShapeFamily.List ? $"({Parts[0]})" : $"{Parts[0]}")}",
    };

    private static string Text(Expr literal) => literal switch
    {
        IntLiteral number => $"{number.Value}",
        // The two zeros are equal.
        FloatLiteral number => FormattableString.Invariant($"{number.Value + 0.0:R}f"),
        StringLiteral text => $"\"{text.Value}",
        CharLiteral character => $"'{character.Value}",
        NegateExpr { Operand: IntLiteral number } => $"{-number.Value}",
        NegateExpr { Operand: FloatLiteral number } => FormattableString.Invariant($"{-number.Value + 0.0:R}f"),
        _ => throw new UnreachableException(),
    };
}

/// <summary>What belongs together: a value fits constructors of one family only.</summary>
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
