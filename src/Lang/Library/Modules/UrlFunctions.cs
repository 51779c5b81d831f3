using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class UrlFunctions
{
    public static LibraryFunction[] All() =>
    [
        Pure("Url::encode", "s: String", "String",
            "Escapes a text for use in a URL: all but the letters, digits, `-`, `_`, `.` and `~` of ASCII.",
            "Url::encode \"a b/é\" = \"a%20b%2F%C3%A9\"", errors: "ends the run if the string would be too long",
            static (execution, a) => UrlText.Encode(execution, a[0].AsString)),
        Pure("Url::decode", "s: String", "Result<String, String>", "Replaces the escapes in a part of a URL. A `+` stays a `+`.",
            @"Url::decode ""a%20b%2F%C3%A9"" = Ok ""a b/é""",
            errors: "returns an Error if two hexadecimal digits do not follow a `%`, or the bytes are not UTF-8",
            static (_, a) => UrlText.Decode(a[0])),
        Pure("Url::query", "parameters: Dict<a>", "String",
            "Writes the part of a URL after the `?`. A list gives a parameter several times; null and Nothing leave it out.",
            @"Url::query { page: 2; tag: [""a b"", ""c""] } = ""page=2&tag=a%20b&tag=c""",
            errors: "ends the run if the string would be too long",
            static (execution, a) => Value.String(UrlText.Query(execution, a[0].AsDict))),
        Pure("Url::parseQuery", "query: String", "Dict<List<String>>",
            "Reads the part of a URL after the `?`, or the body of a form. Each parameter has a list of its values; a `+` is a space.",
            """Url::parseQuery "tag=a+b&tag=c&page=2" = { page: ["2"]; tag: ["a b", "c"] }""",
            static (execution, a) => Value.Of(UrlText.ParseQuery(execution, a[0].AsString))),
        Pure("Url::parse", "url: String", "Result<Dict<a>, String>",
            "Reads an absolute URL into a record with `scheme`, `user`, `host`, `port`, `path`, `query` and `fragment`. The port is an "
                + "Option, which is Nothing for the usual one. The query is that of `Url::parseQuery`; the other parts stay escaped.",
            """Url::parse "https://example.com:8080/a?x=1" |> Result::map (\url -> (url.host, url.port, url.query)) = """
                + """Ok ("example.com", Just 8080, { x: ["1"] })""",
            errors: "returns an Error if the string is not an absolute URL",
            static (execution, a) => UrlText.Parse(execution, a[0])),
        Pure("Url::build", "parts: Dict<a>", "String",
            "Builds a URL from a record as of `Url::parse`. All but `scheme` and `host` may be missing.",
            @"Url::build { scheme: ""https""; host: ""example.com""; path: ""/a b""; query: { x: 1 } } = ""https://example.com/a%20b?x=1""",
            errors: "ends the run if the parts do not give a valid URL",
            static (execution, a) => UrlText.Build(execution, a[0].AsDict)),
        Pure("Url::join", "base: String, reference: String", "Result<String, String>",
            "Resolves a reference, such as a link in a page, against an absolute URL.",
            @"Url::join ""https://example.com/a/b"" ""../c?x=1"" = Ok ""https://example.com/c?x=1""",
            errors: "returns an Error if `base` is not an absolute URL, or the two do not give one",
            static (_, a) => UrlText.Join(a[0], a[1])),
    ];
}
