using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class JsonFunctions
{
    // Reading is quick: so many characters cost about as much as a call.
    private const int CharactersPerStep = 16;

    public static LibraryFunction[] All() =>
    [
        Pure(
            "JSON::parse",
            "json: String",
            "Result<a, String>",
            "The value of a JSON text; Error says where it is none. Comments are allowed. A number without point and exponent is an Int.",
            """JSON::parse "{ \"a\": [1, 2.5] }" = Ok { a: [1, 2.5] }""",
                errors: "Error if the text is not JSON, or holds a number that neither an Int nor a Float can be",
            static (execution, a) => Parse(execution, a[0].AsString)),
        Pure("JSON::serialize", "value: a", "String", "The value as JSON text on one line.",
            "JSON::serialize [1, true, null] = \"[1,true,null]\"",
            static (execution, a) => Value.String(ValueJson.Write(a[0], indented: false, execution.Limits.TextLength))),
    ];

    private static Value Parse(Execution execution, string json)
    {
        execution.Step(json.Length / CharactersPerStep);
        return ValueJson.TryRead(json, out var value, out var error)
            ? Value.Ok(value)
            : Value.Error(Value.String($"the text is not JSON: {error}"));
    }
}
