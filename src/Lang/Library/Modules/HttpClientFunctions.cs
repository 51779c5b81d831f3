using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class HttpClientFunctions
{
    private const string WithoutBody = "uri: String, query: Dict<a>, headers: Dict<String>";
    private const string WithBody = "uri: String, body: a, query: Dict<b>, headers: Dict<String>";
    private const string Answer = "Result<Dict<a>, err>";

    private const string Errors =
        "returns an Error with the response if its code is not 2xx, and an Error with a text if there is no response or the call is not "
        + "valid";

    private const string Response =
        "The response is a record of `code`, `headers` with names in lower case, and `body`: read from JSON if its content type says so, "
        + "otherwise a String, or Bytes if it is not UTF-8.";

    public static LibraryFunction[] All() =>
    [
        Call("get", "GET", Response),
        Call("head", "HEAD", "The response has no body."),
        Call("delete", "DELETE", "See `HttpClient::get` for the response."),
        Call("options", "OPTIONS", "See `HttpClient::get` for the response."),
        CallWithBody("post", "POST"),
        CallWithBody("put", "PUT"),
        CallWithBody("patch", "PATCH"),
        Outside("HttpClient::request", "request: Dict<a>", Answer,
            "Sends a request from a record with a `url`, and as you need them `method` (GET), `headers`, `query`, `body` and `timeout` in "
                + "seconds (30). See `HttpClient::get` for the response.",
            """HttpClient::request { url: "https://example.com/"; timeout: 5s } |> Result::map (\answer -> answer.code) = Ok 200""",
            Errors + "; ends the run if the record has no `url` or another field",
            static (execution, a) => HttpRequestText.Send(execution, a[0].AsDict)),
        Pure("HttpClient::jsonContentType", "", "Dict<String>", "Returns the header of a body in JSON.",
            "HttpClient::jsonContentType = Dict::singleton \"Content-Type\" \"application/json\"",
            static (_, _) => Header("Content-Type", "application/json")),
        Pure("HttpClient::formContentType", "", "Dict<String>", "Returns the header of a form: a Dict as the body is then sent as one.",
            "HttpClient::formContentType = Dict::singleton \"Content-Type\" \"application/x-www-form-urlencoded\"",
            static (_, _) => Header("Content-Type", HttpRequestText.Form)),
        Pure("HttpClient::plainTextContentType", "", "Dict<String>", "Returns the header of a body in plain text.",
            "HttpClient::plainTextContentType = Dict::singleton \"Content-Type\" \"text/plain; charset=utf-8\"",
            static (_, _) => Header("Content-Type", "text/plain; charset=utf-8")),
        Pure("HttpClient::htmlContentType", "", "Dict<String>", "Returns the header of a body in HTML.",
            "HttpClient::htmlContentType = Dict::singleton \"Content-Type\" \"text/html; charset=utf-8\"",
            static (_, _) => Header("Content-Type", "text/html; charset=utf-8")),
        Pure("HttpClient::bearerToken", "token: secret String", "Dict<String>", "Returns the header that authorizes with a bearer token.",
            "HttpClient::bearerToken \"t0ken\" = { Authorization: \"Bearer t0ken\" }",
            static (_, a) => Header("Authorization", $"Bearer {a[0].AsString}")),
        Pure("HttpClient::basicAuth", "username: String, password: secret String", "Dict<String>",
            "Returns the header that authorizes with a name and a password.",
            "HttpClient::basicAuth \"ada\" \"pw\" = { Authorization: \"Basic YWRhOnB3\" }",
            static (_, a) => Header(
                "Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{a[0].AsString}:{a[1].AsString}"))}")),
    ];

    private static LibraryFunction Call(string name, string method, string response) => Outside(
        $"HttpClient::{name}", WithoutBody, Answer, $"Sends {LibraryError.Article(method)} request. {response}",
        $$"""HttpClient::{{name}} "https://example.com/" { page: 2 } {} |> Result::map (\answer -> answer.code) = Ok 200""", Errors,
        (execution, a) => HttpRequestText.Send(execution, method, a[0], null, a[1].AsDict, a[2].AsDict));

    private static LibraryFunction CallWithBody(string name, string method) => Outside(
        $"HttpClient::{name}", WithBody, Answer,
        $"Sends a {method} request. A String or Bytes are sent as they are, any other body as JSON, or as a form if the headers say so. "
            + "See `HttpClient::get` for the response.",
        $$"""HttpClient::{{name}} "https://example.com/" { name: "Ada" } {} {} |> Result::map (\answer -> answer.code) = Ok 200""", Errors,
        (execution, a) => HttpRequestText.Send(execution, method, a[0], a[1], a[2].AsDict, a[3].AsDict));

    private static Value Header(string name, string value) => Value.Of(DictValue.Empty.With(name, Value.String(value)));
}
