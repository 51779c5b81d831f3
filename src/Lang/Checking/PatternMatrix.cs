using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

/// <summary>
/// The arms of a match as rows of patterns (after Maranget, "Warnings for pattern matching"). The work can grow exponentially with the
/// number of columns, so beyond a limit nothing is found.
/// </summary>
internal sealed class PatternMatrix
{
    private const int MaxMissing = 4;

    private int _stepsLeft = 100_000;

    /// <summary>Whether some value matches the row and none of the rows above it.</summary>
    /// <param name="types">What is known of the columns. In a column of unknown type, a value of yet another kind may come.</param>
    public bool IsUseful(List<Shape[]> rows, Shape[] row, DarkType[] types)
    {
        if (row.Length == 0)
            return rows.Count == 0;
        _stepsLeft -= rows.Count + 1;
        if (_stepsLeft < 0 || row[0].Family == ShapeFamily.Opaque)
            return true;
        if (row[0].Head is not null)
            return IsUseful(Specialize(rows, row[0]), [.. row[0].Parts, .. row[1..]], [.. TypesInside(row[0], types[0]), .. types[1..]]);
        var heads = HeadsOf(rows);
        return IsComplete(heads, types[0])
            ? heads.Any(head => IsUseful(
                Specialize(rows, head),
                [.. head.Parts.Select(_ => Shape.Wildcard), .. row[1..]],
                [.. TypesInside(head, types[0]), .. types[1..]]))
            : IsUseful(Defaults(rows), row[1..], types[1..]);
    }

    /// <summary>Returns rows of values that no row matches, as far as the patterns of each column show its kind.</summary>
    public IEnumerable<Shape[]> Missing(List<Shape[]> rows, int columns)
    {
        _stepsLeft -= rows.Count + 1;
        if (_stepsLeft < 0)
            return [];
        if (columns == 0)
            return rows.Count == 0 ? [[]] : [];
        var heads = HeadsOf(rows);
        if (heads.Select(head => head.Family).Distinct().Count() > 1)
            return [];
        var found = heads.Count == 0
            ? Missing(Defaults(rows), columns - 1).Select(rest => (Shape[])[Shape.Wildcard, .. rest])
            : FamilyOf(heads).SelectMany(head => Missing(rows, heads, head, columns));
        return found.Take(MaxMissing).ToList();
    }

    private IEnumerable<Shape[]> Missing(List<Shape[]> rows, List<Shape> heads, Shape head, int columns)
    {
        if (!heads.Exists(known => known.Head == head.Head))
            return Missing(Defaults(rows), columns - 1).Select(rest => (Shape[])[head, .. rest]);
        var count = head.Parts.Count;
        return Missing(Specialize(rows, head), count + columns - 1)
            .Select(inner => (Shape[])[head with { Parts = inner[..count] }, .. inner[count..]]);
    }

    /// <summary>Returns all constructors that the values of a column may have; a wildcard if they are not limited.</summary>
    private static List<Shape> FamilyOf(List<Shape> heads) => heads[0].Family switch
    {
        ShapeFamily.Bool => [new Shape("true", ShapeFamily.Bool, []), new Shape("false", ShapeFamily.Bool, [])],
        ShapeFamily.Option => [new Shape("Just", ShapeFamily.Option, [Shape.Wildcard]), new Shape("Nothing", ShapeFamily.Option, [])],
        ShapeFamily.Result =>
            [new Shape("Ok", ShapeFamily.Result, [Shape.Wildcard]), new Shape("Error", ShapeFamily.Result, [Shape.Wildcard])],
        ShapeFamily.List => [new Shape("[]", ShapeFamily.List, []), new Shape("::", ShapeFamily.List, [Shape.Wildcard, Shape.Wildcard])],
        // Tuples of several sizes are not of one type.
        ShapeFamily.Tuple => heads.Count == 1 ? heads : [],
        _ => [Shape.Wildcard],
    };

    /// <summary>Whether a value of the type certainly has one of these constructors.</summary>
    private static bool IsComplete(List<Shape> heads, DarkType type)
    {
        var expected = type.Kind switch
        {
            ValueKind.Bool or ValueKind.Option or ValueKind.Result or ValueKind.List => 2,
            ValueKind.Null => 1,
            ValueKind.Tuple when type is DarkType.Tuple { Items: not null } => 1,
            _ => int.MaxValue,
        };
        return heads.Count >= expected && heads.TrueForAll(head => head.Family == FamilyOf(type.Kind));
    }

    private static ShapeFamily FamilyOf(ValueKind? kind) => kind switch
    {
        ValueKind.Bool => ShapeFamily.Bool,
        ValueKind.Null => ShapeFamily.Null,
        ValueKind.Option => ShapeFamily.Option,
        ValueKind.Result => ShapeFamily.Result,
        ValueKind.List => ShapeFamily.List,
        ValueKind.Tuple => ShapeFamily.Tuple,
        _ => ShapeFamily.Any,
    };

    private static IEnumerable<DarkType> TypesInside(Shape head, DarkType type) => (head.Head, type) switch
    {
        ("Just", DarkType.Option option) => [option.Inner],
        ("Ok", DarkType.Result result) => [result.Ok],
        ("Error", DarkType.Result result) => [result.Error],
        ("::", DarkType.List list) => [list.Item, new DarkType.List(list.Item)],
        (_, DarkType.Tuple { Items: { } items }) when items.Count == head.Parts.Count => items,
        _ => head.Parts.Select(_ => DarkType.Any),
    };

    private static List<Shape> HeadsOf(List<Shape[]> rows) =>
        [.. rows.Select(row => row[0]).Where(shape => shape.Head is not null).DistinctBy(shape => shape.Head)];

    private static List<Shape[]> Defaults(List<Shape[]> rows) => [.. rows.Where(row => row[0].Head is null).Select(row => row[1..])];

    private static List<Shape[]> Specialize(List<Shape[]> rows, Shape head) =>
    [
        .. rows.Where(row => row[0].Head is null || row[0].Head == head.Head)
            .Select(row => (Shape[])[.. row[0].Head is null ? head.Parts.Select(_ => Shape.Wildcard) : row[0].Parts, .. row[1..]]),
    ];
}
