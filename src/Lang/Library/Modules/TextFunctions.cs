using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class TextFunctions
{
    // Comparing takes longer with the square of the number of lines that differ.
    private const int MaxComparedLines = 10_000;

    public static LibraryFunction[] All() =>
    [
        Pure("Text::table", "rows: List<Dict<a>>, columns: List<String>", "String",
            "Writes records as a table for mails and logs: a line with the names of the columns, and one line per record. "
                + "Numbers are aligned at the right. An empty list of columns stands for all fields in ascending order.",
            @"Text::table [{ id: 7; name: ""Ada"" }] [""name"", ""id""] = ""name  id\n----  --\nAda    7\n""",
            errors: "ends the run if a row is not a dict, a column is not a String or the table would be too long",
            static (execution, a) => TextTable.Write(execution, a[0].AsList, a[1].AsList)),
        Pure("Text::diff", "old: String, new: String", "String",
            "Compares two texts line by line and returns the differences as a unified diff, which is empty for equal texts.",
            """Text::diff "a\nb\n" "a\nc\n" |> String::lines |> List::drop 3 = [" a", "-b", "+c"]""",
            errors: "ends the run if the texts have more than 10000 lines together",
            static (execution, a) => Diff(execution, a[0].AsString, a[1].AsString)),
        Pure("Text::wrap", "s: String, width: Int", "String",
            "Breaks lines at spaces so that each takes at most `width` columns of a terminal. A longer word stays whole.",
            @"Text::wrap ""the quick brown fox"" 10 = ""the quick\nbrown fox""", errors: "ends the run if `width` is not positive",
            static (execution, a) => Paragraphs.Wrap(execution, a[0].AsString, a[1].AsInt)),
        Pure("Text::dedent", "s: String", "String",
            "Removes the white space that all lines start with. Lines of white space only become empty, and do not count.",
            @"Text::dedent ""  a\n    b\n"" = ""a\n  b\n""",
            static (execution, a) => Paragraphs.Dedent(execution, a[0].AsString)),
    ];

    private static Value Diff(Execution execution, string old, string @new)
    {
        var lines = 2L + old.AsSpan().Count('\n') + @new.AsSpan().Count('\n');
        if (lines > MaxComparedLines)
            throw new RuntimeErrorException(
                RuntimeErrorCodes.TooLarge, $"`Text::diff` compares up to {MaxComparedLines} lines, but got {lines}",
                "compare parts of the texts");
        execution.Step(lines);
        var diff = LineDiff.Unified("old", old, "new", @new);
        execution.RequireText("Text::diff", diff.Length);
        return Value.String(Nfc.Of(diff));
    }
}
