using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class JsonFunctions
{
    // Reading this many characters costs about as much as a call.
    private const int CharactersPerStep = 16;

    public static LibraryFunction[] All() =>
    [
        Pure("JSON::parse", "json: String", "Result<a, String>",
            "Parses JSON. Comments are allowed. A number without a decimal point or an exponent becomes an Int.",
            """JSON::parse "{ \"a\": [1, 2.5] }" = Ok { a: [1, 2.5] }""",
            errors: "returns an Error if the string is not JSON, or if a number fits into neither an Int nor a Float",
            static (execution, a) => Parse(execution, a[0].AsString)),
        Pure("JSON::serialize", "value: a", "String", "Converts the value to JSON on one line.",
            "JSON::serialize [1, true, null] = \"[1,true,null]\"",
            static (execution, a) => Value.String(ValueJson.Write(a[0], indented: false, execution.Limits.TextLength))),
        Pure("JSON::serializePretty", "value: a", "String", "Converts the value to indented JSON, one entry per line.",
            "JSON::serializePretty { a: 1 } = \"{\\n  \\\"a\\\": 1\\n}\"",
            static (execution, a) => Value.String(ValueJson.Write(a[0], indented: true, execution.Limits.TextLength))),
        Pure("JSON::decode", "json: String, type: TypeName", "Result<a, List<String>>",
            "Parses JSON and converts it to a type that the canvas declares: numbers to Decimals and Floats, texts to Dates and Uuids, "
                + "null and missing fields to Nothing. In the example it is `type Order = { id: Int; total: Float }`.",
            """JSON::decode "{ \"id\": 7, \"total\": 5 }" "Order" = Ok { id: 7; total: 5.0 }""",
            errors: "returns an Error with a line for each field that does not fit, or if the string is not JSON; "
                + "ends the run if there is no such type",
            static (execution, a) => Decode(execution, a[0].AsString, a[1].AsString)),
        Pure("JSON::parseLines", "lines: String", "Result<List<a>, String>",
            "Parses a string with one JSON value per line (NDJSON). Empty lines are skipped.",
            "JSON::parseLines \"1\\n[2]\\n\" = Ok [1, [2]]", errors: "returns an Error that names the first line that is not JSON",
            static (execution, a) => ParseLines(execution, a[0].AsString)),
        Pure("JSON::serializeLines", "list: List<a>", "String", "Converts each item to JSON on a line of its own (NDJSON).",
            "JSON::serializeLines [1, [2]] = \"1\\n[2]\\n\"", errors: "ends the run if the string would be too long",
            static (execution, a) => SerializeLines(execution, a[0].AsList)),
        Pure("JSON::merge", "target: a, patch: b", "c",
            "Merges a patch into a value, as RFC 7396 says: dicts are merged field by field, null removes a field, "
                + "and anything else replaces the value.",
            "JSON::merge { a: 1; b: { c: 2 } } { a: null; b: { d: 3 } } = { b: { c: 2; d: 3 } }",
            static (execution, a) => JsonPaths.Merge(execution, a[0], a[1], 1)),
        Pure("JSON::pointer", "value: a, pointer: String", "Option<b>",
            "Returns the value at a path such as /items/0/name (RFC 6901), or Nothing if the path leads nowhere. "
                + "In a key, `~1` stands for `/` and `~0` for `~`.",
            "JSON::pointer { items: [{ name: \"a\" }] } \"/items/0/name\" = Just \"a\"",
            errors: "ends the run if the pointer is not empty and does not start with `/`",
            static (execution, a) => JsonPaths.Find(execution, a[0], a[1].AsString)),
    ];

    private static Value Parse(Execution execution, string json)
    {
        execution.Step(json.Length / CharactersPerStep);
        return ValueJson.TryRead(json, out var value, out var error)
            ? Value.Ok(value)
            : Value.Error(Value.String($"the string is not JSON: {error}"));
    }

    private static Value Decode(Execution execution, string json, string name)
    {
        const int shown = 20;
        if (execution.Types is not { } types)
            throw new RuntimeErrorException(RuntimeErrorCodes.UnknownType, $"no type is named {ValueDisplay.Short(Value.String(name))}");
        if (types.Problem(name) is { } unknown)
            throw unknown.AsError(RuntimeErrorCodes.UnknownType);
        execution.Step(json.Length / CharactersPerStep);
        var differences = types.Decode(name, json, out var value).Take(shown);
        var problems = differences.Select(difference => Value.String(Shorten(difference))).ToArray();
        return problems.Length == 0 ? Value.Ok(value) : Value.Error(Value.Of(new ListValue(problems)));
    }

    /// <summary>A path starts without a point; the whole value has none.</summary>
    private static string Shorten(string difference) => difference.StartsWith(": ", StringComparison.Ordinal)
        ? difference[2..]
        : difference.TrimStart('.');

    private static Value ParseLines(Execution execution, string text)
    {
        var (values, number) = (new List<Value>(), 0);
        foreach (var line in StringLineFunctions.LinesOf(text))
        {
            number++;
            execution.Step(1 + (line.GetOffsetAndLength(text.Length).Length / CharactersPerStep));
            if (text.AsSpan(line).IsWhiteSpace())
                continue;
            if (!ValueJson.TryRead(text[line], out var value, out var error))
                return Value.Error(Value.String($"line {number} is not JSON: {error}"));
            values.Add(value);
            execution.RequireList("JSON::parseLines", values.Count);
        }
        return Value.Ok(Value.Of(new ListValue([.. values])));
    }

    private static Value SerializeLines(Execution execution, ListValue list)
    {
        var text = new StringBuilder();
        foreach (var item in list)
        {
            execution.Step();
            text.Append(ValueJson.Write(item, indented: false, execution.Limits.TextLength - text.Length)).Append('\n');
            execution.RequireText("JSON::serializeLines", text.Length);
        }
        return Value.String(text.ToString());
    }
}
