using CsvHelper;
using CsvHelper.Configuration;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>Reads and writes CSV as RFC 4180 has it, with any separator.</summary>
internal static class CsvText
{
    private const char ByteOrderMark = '\uFEFF';

    public static string Separator(string function, Value separator) =>
        separator.AsString is [not ('"' or '\r' or '\n') and var unit] && !char.IsSurrogate(unit)
            ? separator.AsString
            : throw LibraryError.Invalid(
                $"`{function}` takes one character as `separator`, but got {LibraryError.Describe(separator)}",
                "usual separators are \",\", \";\" and \"\\t\"");

    public static Value Parse(Execution execution, string text, string separator)
    {
        using var reader = new StringReader(text.StartsWith(ByteOrderMark) ? text[1..] : text);
        using var parser = new CsvParser(reader, Configuration(separator));
        try
        {
            return Parse(execution, parser);
        }
        catch (BadDataException)
        {
            return Value.Error(Value.String(
                $"line {parser.RawRow} has a misplaced quote: a field with quotes is in quotes, and each quote in it is doubled"));
        }
    }

    public static Value Serialize(Execution execution, ListValue rows, ListValue columns, string separator)
    {
        var names = RecordColumns.Of("Csv::serialize", execution, rows, columns);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var writer = new CsvWriter(text, Configuration(separator));
        foreach (var name in names)
            writer.WriteField(name);
        End();
        foreach (var row in rows.Items)
        {
            execution.Step(1 + names.Count);
            foreach (var name in names)
                writer.WriteField(row.AsDict.TryGet(name, out var value) ? RecordColumns.Text(execution, value) : "");
            End();
        }
        return Value.String(Nfc.Of(text.ToString()));

        void End()
        {
            writer.NextRecord();
            writer.Flush();
            execution.RequireText("Csv::serialize", text.GetStringBuilder().Length);
        }
    }

    // Reading takes any line break if none is set; without one, writing uses CR LF.
    private static CsvConfiguration Configuration(string separator) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = separator,
        BadDataFound = static field => throw new BadDataException(field.Field, field.RawRecord, field.Context),
    };

    private static Value Parse(Execution execution, CsvParser parser)
    {
        if (!parser.Read())
            return Value.Error(Value.String("there is no row with the names of the fields"));
        var names = parser.Record!.Select(Nfc.Of).ToArray();
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } repeated)
            return Value.Error(Value.String($"two fields are named {ValueDisplay.Short(Value.String(repeated.Key))}"));
        // The dicts share their keys, which are in order.
        var order = Enumerable.Range(0, names.Length).ToArray();
        Array.Sort(order, (a, b) => string.CompareOrdinal(names[a], names[b]));
        var keys = Array.ConvertAll(order, index => names[index]);
        var rows = new List<Value>();
        while (parser.Read())
        {
            execution.Step(1 + parser.Count);
            if (parser.Count != names.Length)
                return Value.Error(Value.String($"line {parser.RawRow} has {parser.Count} fields, but the first row has {names.Length}"));
            rows.Add(Value.Of(new DictValue(keys, Array.ConvertAll(order, index => Value.String(Nfc.Of(parser[index]))))));
            execution.RequireList("Csv::parse", rows.Count);
        }
        return Value.Ok(Value.Of(new ListValue([.. rows])));
    }
}
