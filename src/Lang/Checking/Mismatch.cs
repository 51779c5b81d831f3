using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

/// <summary>The first place where a value of one type can't be of another.</summary>
/// <param name="Path">
/// From the outside in, the names of fields and marks of items, such as <c>.items[_].price</c>; empty for the value itself.
/// </param>
/// <param name="Actual">Null if the field is missing.</param>
/// <param name="IsCertain">False if a value without that part (an empty list, Nothing) would match.</param>
internal sealed record Mismatch(string Path, DarkType Expected, DarkType? Actual, bool IsCertain)
{
    private const int Deepest = 24;

    /// <summary>The number of Just, Ok and Error around the value at the end of the path.</summary>
    public int Wraps { get; init; }

    /// <summary>The fields that exist, if one is missing.</summary>
    public IReadOnlyCollection<string> KnownFields { get; init; } = [];

    /// <summary>The mismatches of other fields of the same record.</summary>
    public IReadOnlyList<Mismatch> Others { get; init; } = [];

    public static Mismatch? Between(DarkType actual, DarkType expected) => Between(actual, expected, 0);

    private static Mismatch? Between(DarkType actual, DarkType expected, int depth)
    {
        if (depth > Deepest || ReferenceEquals(actual, expected) || actual.Kind is not { } kind || expected.Kind is not { } other)
            return null;
        if (kind != other)
            return new Mismatch("", expected, actual, IsCertain: true);
        return (actual, expected) switch
        {
            (DarkType.List a, DarkType.List e) => Inside("[_]", a.HasItems, Between(a.Item, e.Item, depth + 1)),
            (DarkType.Tuple { Items: { } a }, DarkType.Tuple { Items: { } e }) when a.Count != e.Count =>
                new Mismatch("", expected, actual, IsCertain: true),
            (DarkType.Tuple { Items: { } a }, DarkType.Tuple { Items: { } e }) =>
                First(a.Select((item, i) => Inside($"[{i}]", true, Between(item, e[i], depth + 1)))),
            (DarkType.Option a, DarkType.Option e) => Inside("", a.IsJust, Between(a.Inner, e.Inner, depth + 1)),
            (DarkType.Result a, DarkType.Result e) =>
                Inside("", a.Error is DarkType.NeverType, Between(a.Ok, e.Ok, depth + 1))
                    ?? Inside("", a.Ok is DarkType.NeverType, Between(a.Error, e.Error, depth + 1)),
            // Types may refer to each other in cycles.
            (DarkType.Declared a, DarkType.Declared e) => a.Declaration == e.Declaration
                ? null
                : Fields(a, e.Declaration.Fields.Select(field => (field.Key, field.Value.Type)), depth + Deepest / 3),
            (_, DarkType.Declared e) => Fields(actual, e.Declaration.Fields.Select(field => (field.Key, field.Value.Type)), depth),
            (_, DarkType.Record e) => Fields(actual, e.Fields.Select(field => (field.Key, field.Value)), depth),
            (DarkType.Dict a, DarkType.Dict e) => Inside("[_]", false, Between(a.Value, e.Value, depth + 1)),
            (DarkType.Record a, DarkType.Dict e) =>
                First(a.Fields.Select(field => Inside(Step(field.Key), true, Between(field.Value, e.Value, depth + 1)))),
            _ => null,
        };
    }

    private static Mismatch? Fields(DarkType actual, IEnumerable<(string Name, DarkType Type)> expected, int depth)
    {
        var all = expected.Select(field => Field(actual, field.Name, field.Type, depth)).OfType<Mismatch>().ToList();
        return First(all) is not { } first ? null : first with
        {
            Others = [.. first.Others, .. all.Where(other => !ReferenceEquals(other, first) && other.IsCertain == first.IsCertain)],
        };
    }

    private static Mismatch? Field(DarkType actual, string name, DarkType expected, int depth) => actual switch
    {
        _ when actual.FieldType(name) is { } type => Inside(Step(name), true, Between(type, expected, depth + 1)),
        DarkType.Record { IsOpen: false } record =>
            new Mismatch(Step(name), expected, null, IsCertain: true) { KnownFields = [.. record.Fields.Keys] },
        // A record may have more fields than its type declares.
        DarkType.Declared declared =>
            new Mismatch(Step(name), expected, null, IsCertain: false) { KnownFields = [.. declared.Declaration.Fields.Keys] },
        _ => null,
    };

    private static Mismatch? Inside(string step, bool isCertain, Mismatch? inner) =>
        inner is null ? null : inner with
        {
            Path = step + inner.Path,
            IsCertain = inner.IsCertain && isCertain,
            Others = [.. inner.Others.Select(other => other with { Path = step + other.Path })],
            Wraps = inner.Wraps + (step.Length == 0 && inner.Path.Length == 0 ? 1 : 0),
        };

    private static Mismatch? First(IEnumerable<Mismatch?> all)
    {
        Mismatch? first = null;
        foreach (var found in all)
        {
            if (found is { IsCertain: true })
                return found;
            first ??= found;
        }
        return first;
    }

    private static string Step(string field) => $".{ValueDisplay.Key(field)}";
}
