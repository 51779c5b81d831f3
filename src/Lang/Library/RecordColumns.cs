using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>The columns in which records are written as rows.</summary>
internal static class RecordColumns
{
    /// <summary>Returns the columns, or all fields in ascending order if none is given. Ends the run if a row is not a dict.</summary>
    public static List<string> Of(string function, Execution execution, ListValue rows, ListValue columns)
    {
        execution.Step(rows.Count + columns.Count);
        var names = new List<string>(columns.Count);
        for (var i = 0; i < columns.Count; i++)
            names.Add(columns[i].IsString
                ? columns[i].AsString
                : throw LibraryError.WrongItem(function, "columns", "Strings", i, columns[i]));
        var all = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i].Reference as DictValue ?? throw LibraryError.WrongItem(function, "rows", "dicts", i, rows[i]);
            if (columns.Count > 0)
                continue;
            execution.Step(row.Count);
            foreach (var key in row.Keys)
                all.Add(key);
        }
        return columns.Count > 0 ? names : [.. all];
    }

    /// <summary>Returns the text of a value; an empty one for null and Nothing.</summary>
    public static string Text(Execution execution, Value value) => value.Kind switch
    {
        ValueKind.Null => "",
        ValueKind.Option when !value.AsOption.IsJust => "",
        _ => ValueText.ToText(value, execution.Limits.TextLength),
    };
}
