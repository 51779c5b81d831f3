using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Library;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

/// <summary>The <c>type</c> items of a canvas, and the types that annotations stand for.</summary>
internal sealed class DeclaredTypes : IDeclaredTypes
{
    private readonly Dictionary<string, TypeDeclaration> _byName = new(StringComparer.Ordinal);

    public DeclaredTypes(IReadOnlyList<FileSyntax> files)
    {
        var items = files.SelectMany(file => file.Items.OfType<TypeItem>().Select(item => (Item: item, file.Source))).ToList();
        foreach (var (item, source) in items)
            _byName.TryAdd(item.Name, new TypeDeclaration(item.Name, new Location(source, item.NameSpan)));
        foreach (var (item, source) in items)
        {
            // A second type with the same name is already reported.
            if (_byName[item.Name].At == new Location(source, item.NameSpan))
                _byName[item.Name].Fields = FieldsOf(item.Type, source);
        }
    }

    /// <summary>Returns a declared type by its name.</summary>
    public DarkType? Find(string name) => _byName.TryGetValue(name, out var declared) ? new DarkType.Declared(declared) : null;

    public TextProblem? Problem(string name) => Find(name) is not null ? null : new TextProblem(
        $"no type is named {ValueDisplay.Short(Value.String(name))}",
        "expected the name of a `type` item",
        NearestName.Of(name, _byName.Keys) is { } nearest ? $"did you mean \"{nearest}\"?" : $"add it: type {name} = {{ id: Int }}");

    public IEnumerable<string> Decode(string name, string json, out Value value)
    {
        var type = Find(name)!;
        if (!ValueJson.TryRead(json, type, out value, out var error))
            return [$": the string is not JSON: {error}"];
        value = TypedJson.Read(value, type);
        return EventDifference.All(value, type);
    }

    /// <summary>Returns the type of an annotation. Unknown names stand for any type; they are already reported.</summary>
    public DarkType Of(TypeSyntax? syntax) => syntax switch
    {
        null => DarkType.Any,
        NamedType named => Of(named),
        ListType list => new DarkType.List(Of(list.Item)),
        TupleType tuple => new DarkType.Tuple([.. tuple.Items.Select(Of)]),
        RecordType record => new DarkType.Record(Fields(record), IsOpen: false),
        FunctionType function => OfFunction(function),
        _ => throw new UnreachableException(),
    };

    private DarkType Of(NamedType type) => (type.Name, type.Arguments) switch
    {
        ("List", var arguments) => new DarkType.List(Argument(arguments, 0)),
        // Keys are always Strings, so only the last argument says something.
        ("Dict", []) => DarkType.AnyRecord,
        ("Dict", var arguments) => new DarkType.Dict(Of(arguments[^1])),
        ("Option", var arguments) => new DarkType.Option(Argument(arguments, 0)),
        ("Result", var arguments) => new DarkType.Result(Argument(arguments, 0), Argument(arguments, 1)),
        ("Tuple", _) => DarkType.AnyTuple,
        (var name, _) when _byName.TryGetValue(name, out var declared) => new DarkType.Declared(declared),
        ([>= 'a' and <= 'z'], _) => new DarkType.Variable(type.Name),
        (var name, _) => PlainKind(name) is { } kind ? new DarkType.Plain(kind) : DarkType.Any,
    };

    private DarkType Argument(IReadOnlyList<TypeSyntax> arguments, int index) =>
        index < arguments.Count ? Of(arguments[index]) : DarkType.Any;

    /// <summary><c>a -> b</c> may stand for several parameters. Only a result that is not a function itself is trusted.</summary>
    private DarkType.Function OfFunction(FunctionType function) =>
        new DarkType.Function(null, function.Result is FunctionType ? DarkType.Any : Of(function.Result));

    private Dictionary<string, DarkType> Fields(RecordType record) =>
        record.Fields.DistinctBy(field => field.Name).ToDictionary(field => field.Name, field => Of(field.Type), StringComparer.Ordinal);

    private Dictionary<string, DeclaredField> FieldsOf(RecordType record, SourceText source) =>
        record.Fields.DistinctBy(field => field.Name).ToDictionary(
            field => field.Name, field => new DeclaredField(Of(field.Type), new Location(source, field.NameSpan)), StringComparer.Ordinal);

    /// <summary>Returns the kind of a type without parts.</summary>
    private static ValueKind? PlainKind(string name) => Enum.TryParse<ValueKind>(name, out var kind) && IsPlain(kind) ? kind : null;

    private static bool IsPlain(ValueKind kind) => kind switch
    {
        ValueKind.Int or ValueKind.Float or ValueKind.Decimal or ValueKind.Bool or ValueKind.Null or ValueKind.String or ValueKind.Char
            or ValueKind.Bytes or ValueKind.Date or ValueKind.Uuid or ValueKind.Password => true,
        ValueKind.List or ValueKind.Tuple or ValueKind.Dict or ValueKind.Option or ValueKind.Result or ValueKind.Function => false,
    };
}
