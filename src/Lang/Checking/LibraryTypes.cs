using DarkLang.Lang.Library;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

/// <summary>Turns the signatures of the library into types, and knows the functions whose signature says too much or too little.</summary>
internal static class LibraryTypes
{
    private static readonly DarkType DrainedRun = new DarkType.Record(
        new Dictionary<string, DarkType>
        {
            ["attempt"] = DarkType.Int,
            ["event"] = DarkType.Any,
            ["result"] = new DarkType.Result(DarkType.Any, DarkType.String),
            ["worker"] = DarkType.String,
        },
        IsOpen: false);

    /// <param name="variables">The types of the type variables; the others may be any type.</param>
    public static DarkType Of(LibraryType type, IReadOnlyDictionary<string, DarkType>? variables = null)
    {
        DarkType Argument(int index) => index < type.Arguments.Count ? Of(type.Arguments[index], variables) : DarkType.Any;
        return type.Kind switch
        {
            null => variables?.GetValueOrDefault(type.Name) ?? DarkType.Any,
            ValueKind.List => new DarkType.List(Argument(0)),
            ValueKind.Tuple => new DarkType.Tuple([.. type.Arguments.Select(argument => Of(argument, variables))]),
            ValueKind.Dict => type.Arguments.Count == 0 ? DarkType.AnyRecord : new DarkType.Dict(Argument(0)),
            ValueKind.Option => new DarkType.Option(Argument(0)),
            ValueKind.Result => new DarkType.Result(Argument(0), Argument(1)),
            ValueKind.Function => new DarkType.Function(
                [.. type.Arguments.SkipLast(1).Select(argument => Of(argument, variables))], Argument(type.Arguments.Count - 1)),
            { } kind => new DarkType.Plain(kind),
        };
    }

    /// <summary>Derives from an argument what the type variables of its parameter stand for.</summary>
    public static void Bind(LibraryType parameter, DarkType actual, Dictionary<string, DarkType> variables)
    {
        if (parameter.Kind is null)
        {
            variables[parameter.Name] = TypeJoin.Of(variables.GetValueOrDefault(parameter.Name) ?? DarkType.Never, actual);
            return;
        }

        DarkType[]? parts = (parameter.Kind, actual) switch
        {
            (ValueKind.List, DarkType.List list) => [list.Item],
            (ValueKind.Option, DarkType.Option option) => [option.Inner],
            (ValueKind.Result, DarkType.Result result) => [result.Ok, result.Error],
            (ValueKind.Dict, DarkType.Dict dict) => [dict.Value],
            (ValueKind.Dict, DarkType.Record { IsOpen: false } record) => [TypeJoin.Of(record.Fields.Values)],
            (ValueKind.Tuple, DarkType.Tuple { Items: { } items }) when items.Count == parameter.Arguments.Count => [.. items],
            // Its own parameters say nothing about what it is called with.
            (ValueKind.Function, DarkType.Function function) => [function.Returns],
            _ => null,
        };
        if (parts is null)
            BindAll(parameter, variables);
        foreach (var (inner, part) in parameter.Arguments.TakeLast(parts?.Length ?? 0).Zip(parts ?? []))
            Bind(inner, part, variables);
    }

    /// <summary>Returns the result type of functions whose signature would promise too much, or null.</summary>
    public static DarkType? Result(LibraryFunction function, IReadOnlyDictionary<string, DarkType> variables) => function.Name switch
    {
        // The entries are lists `[key, value]`, whose item type covers both.
        "Dict::fromList" => new DarkType.Option(new DarkType.Dict(DarkType.Any)),
        "Dict::fromListOverwritingDuplicates" => new DarkType.Dict(DarkType.Any),
        "List::interleave" => new DarkType.List(TypeJoin.Of(variables["a"], variables["b"])),
        // The sum of no items is an Int, whatever the type of the items.
        "List::sum" => variables["a"].Kind == ValueKind.Int ? DarkType.Int : DarkType.Any,
        "List::sumBy" => variables.GetValueOrDefault("b")?.Kind == ValueKind.Int ? DarkType.Int : DarkType.Any,
        "Test::drain" => new DarkType.List(DrainedRun),
        "Dict::update" => new DarkType.Dict(TypeJoin.Of(variables["a"], variables.GetValueOrDefault("b") ?? DarkType.Any)),
        _ => null,
    };

    /// <summary>Whether the first argument of the callback is its own last result.</summary>
    public static bool CallsWithItsResult(LibraryFunction function) =>
        function.Name is "List::fold" or "List::foldRight" or "List::scan" or "Dict::fold";

    /// <summary>Whether the function ends the run if its callback returns another kind than the signature says.</summary>
    public static bool ChecksCallbackResult(LibraryFunction function) =>
        function.Name is not ("List::findFirst" or "List::sortByComparator") && !function.ExpectsFailure;

    /// <summary>Whether the callback is certainly called with these arguments.</summary>
    public static bool AlwaysCalls(LibraryFunction function, IReadOnlyList<DarkType> arguments) => function.Name switch
    {
        "Option::map" or "Option::andThen" => arguments[0] is DarkType.Option { IsJust: true },
        "Result::map" or "Result::andThen" => arguments[0] is DarkType.Result { Error: DarkType.NeverType },
        // `List::map2` has two lists, and a comparator needs two items.
        "List::map2" or "List::map2shortest" or "List::sortByComparator" => false,
        _ when function.Name.StartsWith("List::", StringComparison.Ordinal) => arguments[0] is DarkType.List { HasItems: true },
        _ => function.Name.StartsWith("Tuple", StringComparison.Ordinal),
    };

    /// <summary>Returns false for arguments that are known to be empty: the callback may then be anything.</summary>
    public static bool MayCall(LibraryFunction function, IReadOnlyList<DarkType> arguments) => !arguments.Any(argument => argument switch
    {
        DarkType.List list => list.Item is DarkType.NeverType,
        DarkType.Option option => option.Inner is DarkType.NeverType,
        DarkType.Result result => (function.Name == "Result::mapError" ? result.Error : result.Ok) is DarkType.NeverType,
        DarkType.Record { IsOpen: false } record => record.Fields.Count == 0,
        _ => false,
    });

    private static void BindAll(LibraryType type, Dictionary<string, DarkType> variables)
    {
        if (type.Kind is null)
            variables[type.Name] = DarkType.Any;
        foreach (var argument in type.Arguments)
            BindAll(argument, variables);
    }
}
