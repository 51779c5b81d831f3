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
    ];

    private static Value Parse(Execution execution, string json)
    {
        execution.Step(json.Length / CharactersPerStep);
        return ValueJson.TryRead(json, out var value, out var error)
            ? Value.Ok(value)
            : Value.Error(Value.String($"the string is not JSON: {error}"));
    }
}
