namespace DarkLang.Lang.Checking;

/// <summary>The type parameters of a function: a call determines what they stand for, and its result follows.</summary>
internal static class TypeVariables
{
    /// <summary>Derives from an argument what the variables in the type of its parameter stand for.</summary>
    public static void Bind(DarkType declared, DarkType actual, Dictionary<string, DarkType> variables)
    {
        switch (declared, actual)
        {
            case (DarkType.Variable { Name: var name }, _):
                variables[name] = TypeJoin.Of(variables.GetValueOrDefault(name) ?? DarkType.Never, actual);
                break;
            case (DarkType.List one, DarkType.List other):
                Bind(one.Item, other.Item, variables);
                break;
            case (DarkType.Dict one, DarkType.Dict other):
                Bind(one.Value, other.Value, variables);
                break;
            case (DarkType.Dict one, DarkType.Record { IsOpen: false } other):
                Bind(one.Value, TypeJoin.Of(other.Fields.Values), variables);
                break;
            case (DarkType.Option one, DarkType.Option other):
                Bind(one.Inner, other.Inner, variables);
                break;
            case (DarkType.Result one, DarkType.Result other):
                Bind(one.Ok, other.Ok, variables);
                Bind(one.Error, other.Error, variables);
                break;
            case (DarkType.Function one, DarkType.Function other):
                Bind(one.Returns, other.Returns, variables);
                break;
            case (DarkType.Tuple { Items: { } items }, DarkType.Tuple { Items: { } others }) when items.Count == others.Count:
                for (var i = 0; i < items.Count; i++)
                    Bind(items[i], others[i], variables);
                break;
            case (DarkType.Record one, DarkType.Record other):
                foreach (var (name, type) in one.Fields)
                    Bind(type, other.Fields.GetValueOrDefault(name) ?? DarkType.Any, variables);
                break;
            default:
                // What is not known may be anything.
                foreach (var name in NamesIn(declared))
                    variables[name] = DarkType.Any;
                break;
        }
    }

    /// <summary>Returns a type with its variables replaced; one that no argument determines may be anything.</summary>
    public static DarkType Fill(DarkType declared, IReadOnlyDictionary<string, DarkType> variables) => declared switch
    {
        DarkType.Variable variable => variables.GetValueOrDefault(variable.Name) ?? DarkType.Any,
        DarkType.List list => new DarkType.List(Fill(list.Item, variables), list.HasItems),
        DarkType.Dict dict => new DarkType.Dict(Fill(dict.Value, variables)),
        DarkType.Option option => option with { Inner = Fill(option.Inner, variables) },
        DarkType.Result result => new DarkType.Result(Fill(result.Ok, variables), Fill(result.Error, variables)),
        DarkType.Function function => function with { Returns = Fill(function.Returns, variables) },
        DarkType.Tuple { Items: { } items } => new DarkType.Tuple([.. items.Select(item => Fill(item, variables))]),
        DarkType.Record record =>
            record with { Fields = record.Fields.ToDictionary(field => field.Key, field => Fill(field.Value, variables)) },
        _ => declared,
    };

    private static IEnumerable<string> NamesIn(DarkType type) => type switch
    {
        DarkType.Variable variable => [variable.Name],
        DarkType.List list => NamesIn(list.Item),
        DarkType.Dict dict => NamesIn(dict.Value),
        DarkType.Option option => NamesIn(option.Inner),
        DarkType.Result result => [.. NamesIn(result.Ok), .. NamesIn(result.Error)],
        DarkType.Function function => NamesIn(function.Returns),
        DarkType.Tuple { Items: { } items } => items.SelectMany(NamesIn),
        DarkType.Record record => record.Fields.Values.SelectMany(NamesIn),
        _ => [],
    };
}
