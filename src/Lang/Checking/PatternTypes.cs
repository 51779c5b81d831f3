using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

/// <summary>Compares patterns with the types of values.</summary>
internal static class PatternTypes
{
    /// <summary>Binds the names of a pattern to the parts of the value. What never exists may be anything.</summary>
    public static void Bind(Pattern pattern, DarkType type, Action<string, DarkType> bind)
    {
        if (pattern is NamePattern name)
            bind(name.Name, type);
        IEnumerable<(Pattern, DarkType)> parts = pattern switch
        {
            ConstructorPattern { Argument: { } argument } constructor => [(argument, Inside(constructor.Constructor, type))],
            TuplePattern { Items: var items } => type is DarkType.Tuple { Items: { } known } && known.Count == items.Count
                ? items.Zip(known)
                : items.Select(item => (item, DarkType.Any)),
            ListPattern list => list.Items.Select(item => (item, ItemOf(type))),
            ConsPattern cons =>
                [(cons.Head, ItemOf(type)), (cons.Tail, type is DarkType.List known ? new DarkType.List(known.Item) : DarkType.Any)],
            RecordPattern record => record.Fields.Select(field => ((Pattern)field, type.FieldType(field.Name) ?? DarkType.Any)),
            _ => [],
        };
        foreach (var (part, known) in parts)
            Bind(part, known, bind);
    }

    /// <summary>Whether no value of the type matches.</summary>
    public static bool NeverMatches(Pattern pattern, DarkType type)
    {
        if (type.Kind is not { } kind || KindOf(pattern) is not { } wanted)
            return false;
        if (kind != wanted)
            return true;
        return (pattern, type) switch
        {
            (TuplePattern tuple, DarkType.Tuple { Items: { } items }) =>
                items.Count != tuple.Items.Count || tuple.Items.Zip(items).Any(pair => NeverMatches(pair.First, pair.Second)),
            (ConstructorPattern { Constructor: Constructor.Nothing }, DarkType.Option { IsJust: true }) => true,
            (ConstructorPattern { Argument: { } argument } constructor, _) =>
                Inside(constructor.Constructor, type) is { } inner && (inner is DarkType.NeverType || NeverMatches(argument, inner)),
            (RecordPattern record, DarkType.Record { IsOpen: false } known) =>
                record.Fields.Any(field => !known.Fields.ContainsKey(field.Name)),
            _ => false,
        };
    }

    public static ValueKind? KindOf(Pattern pattern) => pattern switch
    {
        LiteralPattern { Literal: var literal } => literal switch
        {
            IntLiteral or DurationLiteral => ValueKind.Int,
            FloatLiteral => ValueKind.Float,
            DecimalLiteral => ValueKind.Decimal,
            BoolLiteral => ValueKind.Bool,
            NullLiteral => ValueKind.Null,
            StringLiteral => ValueKind.String,
            CharLiteral => ValueKind.Char,
            _ => null,
        },
        ConstructorPattern { Constructor: Constructor.Nothing or Constructor.Just } => ValueKind.Option,
        ConstructorPattern => ValueKind.Result,
        TuplePattern => ValueKind.Tuple,
        ListPattern or ConsPattern => ValueKind.List,
        RecordPattern => ValueKind.Dict,
        _ => null,
    };

    private static DarkType Inside(Constructor constructor, DarkType type) => (constructor, type) switch
    {
        (Constructor.Just, DarkType.Option option) => option.Inner,
        (Constructor.Ok, DarkType.Result result) => result.Ok,
        (Constructor.Error, DarkType.Result result) => result.Error,
        _ => DarkType.Any,
    };

    private static DarkType ItemOf(DarkType type) => type is DarkType.List list ? list.Item : DarkType.Any;
}
