using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class CsvFunctions
{
    public static LibraryFunction[] All() =>
    [
        Pure("Csv::parse", "s: String, separator: String", "Result<List<Dict<String>>, String>",
            "Parses rows of fields, which may be in double quotes. The first row names the fields of the others. Empty lines are skipped.",
            """Csv::parse "id,name\n1,\"Ada, B.\"\n" "," = Ok [{ id: "1"; name: "Ada, B." }]""",
            errors: "returns an Error that names the line if a row has too many or too few fields, a quote is misplaced or "
                + "a name occurs twice; ends the run if the separator is not one character",
            static (execution, a) => CsvText.Parse(execution, a[0].AsString, CsvText.Separator("Csv::parse", a[1]))),
        Pure("Csv::serialize", "rows: List<Dict<a>>, columns: List<String>, separator: String", "String",
            "Writes a row with the names of the columns, and one row per dict. A field that is missing, null or Nothing is empty. "
                + "An empty list of columns stands for all fields in ascending order.",
            @"Csv::serialize [{ id: 1; name: ""Ada"" }] [""name"", ""id""] "","" = ""name,id\r\nAda,1\r\n""",
            errors: "ends the run if a row is not a dict, a column is not a String or the separator is not one character",
            static (execution, a) => CsvText.Serialize(execution, a[0].AsList, a[1].AsList, CsvText.Separator("Csv::serialize", a[2]))),
    ];
}
