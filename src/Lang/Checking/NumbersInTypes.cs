using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

/// <summary>Finds the types whose numbers the reader of JSON must know. For all others it need not look at the type.</summary>
internal static class NumbersInTypes
{
    /// <summary>Returns the type if a Decimal or Float is in it; otherwise null.</summary>
    public static IJsonType? Of(DarkType type) => Has(type, []) ? type : null;

    /// <param name="seen">Declared types may refer to each other in cycles.</param>
    private static bool Has(DarkType type, HashSet<TypeDeclaration> seen) => type switch
    {
        DarkType.Plain plain => plain.Of is ValueKind.Decimal or ValueKind.Float,
        DarkType.List list => Has(list.Item, seen),
        DarkType.Dict dict => Has(dict.Value, seen),
        DarkType.Option option => Has(option.Inner, seen),
        DarkType.Result result => Has(result.Ok, seen) || Has(result.Error, seen),
        DarkType.Tuple tuple => (tuple.Items ?? []).Any(item => Has(item, seen)),
        DarkType.Record record => record.Fields.Values.Any(field => Has(field, seen)),
        DarkType.Declared declared =>
            seen.Add(declared.Declaration) && declared.Declaration.Fields.Values.Any(field => Has(field.Type, seen)),
        _ => false,
    };
}
