using DarkLang.Lang.Values;

namespace DarkLang.Lang.Checking;

/// <summary>Formats types as people write them: <c>List&lt;Int&gt;</c>, <c>{ id: Uuid; lines: List&lt;Line&gt; }</c>.</summary>
internal static class TypeDisplay
{
    public static string Of(DarkType type) => type switch
    {
        DarkType.AnyType or DarkType.NeverType => "Any",
        DarkType.Variable variable => variable.Name,
        DarkType.Plain plain => plain.Of.ToString(),
        DarkType.List list => $"List<{Of(list.Item)}>",
        DarkType.Tuple { Items: { } items } => $"({string.Join(", ", items.Select(Of))})",
        DarkType.Tuple => "Tuple",
        DarkType.Record record => Record(record),
        DarkType.Declared declared => declared.Declaration.Name,
        DarkType.Dict dict => $"Dict<{Of(dict.Value)}>",
        DarkType.Option option => $"Option<{Of(option.Inner)}>",
        DarkType.Result result => $"Result<{Of(result.Ok)}, {Of(result.Error)}>",
        DarkType.Function { Parameters: { } parameters } function =>
            $"({string.Join(", ", parameters.Select(Of))} -> {Of(function.Returns)})",
        DarkType.Function => "Function",
        _ => throw new UnreachableException(),
    };

    /// <summary>Returns the type with its article, as in a sentence: <c>an Int</c>, <c>a List&lt;Int&gt;</c>, <c>null</c>.</summary>
    public static string WithArticle(DarkType type) => type switch
    {
        DarkType.Plain { Of: ValueKind.Null } => "null",
        DarkType.Option { Inner: DarkType.NeverType } => "Nothing",
        DarkType.Function => "a function",
        DarkType.Record => "a record",
        _ => Library.LibraryError.Article(Short(type)),
    };

    /// <summary>Returns the type, shortened if it would fill the line.</summary>
    public static string Short(DarkType type)
    {
        const int longest = 60;
        var text = Of(type);
        return text.Length <= longest ? text : $"{text[..(longest - 1)]}…";
    }

    private static string Record(DarkType.Record record)
    {
        if (record.Fields.Count == 0)
            return record.IsOpen ? "Dict" : "{}";
        var fields = string.Join("; ", record.Fields.Select(field => $"{ValueDisplay.Key(field.Key)}: {Of(field.Value)}"));
        return record.IsOpen ? $"{{ {fields}; … }}" : $"{{ {fields} }}";
    }
}
