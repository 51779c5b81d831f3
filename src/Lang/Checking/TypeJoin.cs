namespace DarkLang.Lang.Checking;

/// <summary>The type of a value that is of one type or of another.</summary>
internal static class TypeJoin
{
    public static DarkType Of(DarkType left, DarkType right) => (left, right) switch
    {
        _ when ReferenceEquals(left, right) => left,
        (DarkType.NeverType, _) => right,
        (_, DarkType.NeverType) => left,
        (DarkType.Plain a, DarkType.Plain b) when a.Of == b.Of => a,
        (DarkType.Variable a, DarkType.Variable b) when a.Name == b.Name => a,
        (DarkType.List a, DarkType.List b) => new DarkType.List(Of(a.Item, b.Item), a.HasItems && b.HasItems),
        (DarkType.Tuple a, DarkType.Tuple b) => Tuples(a, b),
        (DarkType.Option a, DarkType.Option b) => new DarkType.Option(Of(a.Inner, b.Inner), a.IsJust && b.IsJust),
        (DarkType.Result a, DarkType.Result b) => new DarkType.Result(Of(a.Ok, b.Ok), Of(a.Error, b.Error)),
        (DarkType.Function a, DarkType.Function b) => Functions(a, b),
        (DarkType.Dict a, DarkType.Dict b) => new DarkType.Dict(Of(a.Value, b.Value)),
        (DarkType.Record { Fields.Count: 0, IsOpen: false }, DarkType.Dict dict) => dict,
        (DarkType.Dict dict, DarkType.Record { Fields.Count: 0, IsOpen: false }) => dict,
        (DarkType.Declared a, DarkType.Declared b) => a.Declaration == b.Declaration ? a : DarkType.AnyRecord,
        (DarkType.Record a, DarkType.Record b) => Records(a, b),
        (DarkType.Record a, DarkType.Declared b) => Records(a, Records(b)),
        (DarkType.Declared a, DarkType.Record b) => Records(Records(a), b),
        _ when left.Kind is { } kind && kind == right.Kind => DarkType.AnyRecord,
        _ => DarkType.Any,
    };

    public static DarkType Of(IEnumerable<DarkType> types) => types.Aggregate(DarkType.Never, Of);

    /// <summary>Returns the fields of a declared type as a record.</summary>
    public static DarkType.Record Records(DarkType.Declared declared) =>
        new(declared.Declaration.Fields.ToDictionary(field => field.Key, field => field.Value.Type), IsOpen: false);

    private static DarkType Tuples(DarkType.Tuple left, DarkType.Tuple right) =>
        left.Items is { } a && right.Items is { } b && a.Count == b.Count ? new DarkType.Tuple([.. a.Zip(b, Of)]) : DarkType.AnyTuple;

    private static DarkType Functions(DarkType.Function left, DarkType.Function right) =>
        left.Parameters is { } a && right.Parameters is { } b && a.Count == b.Count
            ? new DarkType.Function([.. a.Select(_ => DarkType.Any)], Of(left.Returns, right.Returns))
            : DarkType.AnyFunction;

    private static DarkType.Record Records(DarkType.Record left, DarkType.Record right)
    {
        var common = left.Fields.Where(field => right.Fields.ContainsKey(field.Key))
            .ToDictionary(field => field.Key, field => Of(field.Value, right.Fields[field.Key]));
        var isSame = common.Count == left.Fields.Count && common.Count == right.Fields.Count;
        return new DarkType.Record(common, left.IsOpen || right.IsOpen || !isSame);
    }
}
