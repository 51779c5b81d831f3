using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Outside;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>Makes HTTP calls of values, and values of their answers.</summary>
internal static class HttpRequestText
{
    public const string Form = "application/x-www-form-urlencoded";

    private const string ContentType = "Content-Type";

    private static readonly TimeSpan StandardTimeout = TimeSpan.FromSeconds(30);

    public static Value Send(
        Execution execution, string method, Value url, Value? body, DictValue query, DictValue headers, TimeSpan? timeout = null)
    {
        if (UrlOf(execution, url.AsString, query) is not { } target)
            return Error($"{ValueDisplay.Short(url)} is not an http or https URL");
        var written = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < headers.Count; i++)
        {
            var name = headers.Keys[i];
            var value = headers.Values[i].IsString ? headers.Values[i].AsString : throw LibraryError.WrongItem(
                $"HttpClient::{method.ToLowerInvariant()}", "headers", "Strings", i, headers.Values[i]);
            if (ProblemOfHeader(name, value) is { } problem)
                return Error(problem);
            written[name] = value;
        }
        var content = body is { } given ? BodyOf(execution, given, written) : null;
        var call = new HttpCall(method, target, written, content, timeout ?? StandardTimeout);
        return execution.Host.Effects.Outside.Send(call, execution.Cancellation) switch
        {
            HttpAnswer.Response { Code: >= 200 and < 300 } response => Value.Ok(Record(response)),
            HttpAnswer.Response response => Value.Error(Record(response)),
            HttpAnswer.Failed failed => Error(failed.Why),
            _ => throw new UnreachableException(),
        };
    }

    public static Value Send(Execution execution, DictValue request)
    {
        var fields = new OptionFields("HttpClient::request", request, "url", "method", "headers", "query", "body", "timeout");
        var url = fields.Find("url", ValueKind.String) ?? throw LibraryError.Invalid(
            "`HttpClient::request` needs a `url`", "such as `HttpClient::request { url: \"https://example.com/\" }`");
        var method = fields.Find("method", ValueKind.String)?.AsString ?? "GET";
        return method.Length is 0 or > 20 || !method.All(char.IsAsciiLetter)
            ? Error($"{ValueDisplay.Short(Value.String(method))} is not an HTTP method")
            : Send(
                execution, method.ToUpperInvariant(), url, fields.Find("body"), fields.Dict("query"), fields.Dict("headers"),
                fields.Timeout(StandardTimeout));
    }

    private static Uri? UrlOf(Execution execution, string text, DictValue query)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
            return null;
        if (query.Count == 0)
            return url;
        var added = UrlText.Query(execution, query);
        var separator = url.Query.Length > 1 ? "&" : "?";
        return new Uri($"{url.GetLeftPart(UriPartial.Query).TrimEnd('?')}{separator}{added}");
    }

    /// <summary>Returns why a header can't be sent; null if it can. A line break in one would begin another header.</summary>
    private static string? ProblemOfHeader(string name, string value)
    {
        const string separators = "\"(),/:;<=>?@[\\]{} ";
        if (name.Length == 0 || name.Any(unit => unit is < '!' or > '~' || separators.Contains(unit, StringComparison.Ordinal)))
            return $"{ValueDisplay.Short(Value.String(name))} is not a name of a header";
        return value.Any(unit => char.IsControl(unit) && unit != '\t')
            ? $"the header {name} has a line break or another control character in its value" : null;
    }

    // A program that made a String or Bytes has decided on the form itself.
    private static byte[] BodyOf(Execution execution, Value body, Dictionary<string, string> headers)
    {
        var isForm = headers.TryGetValue(ContentType, out var type) && type.StartsWith(Form, StringComparison.OrdinalIgnoreCase);
        var (content, standardType) = body.Kind switch
        {
            ValueKind.Bytes => (((BytesValue)body.Reference!).Content.ToArray(), "application/octet-stream"),
            ValueKind.String => (Encoding.UTF8.GetBytes(body.AsString), "text/plain; charset=utf-8"),
            ValueKind.Dict when isForm => (Encoding.UTF8.GetBytes(UrlText.Query(execution, body.AsDict)), Form),
            _ => (Encoding.UTF8.GetBytes(ValueJson.Write(body, indented: false, execution.Limits.TextLength)), "application/json"),
        };
        headers.TryAdd(ContentType, standardType);
        return content;
    }

    private static Value Record(HttpAnswer.Response response)
    {
        var headers = new DictBuilder(response.Headers.Count);
        foreach (var (name, value) in response.Headers)
            headers.Set(name, Value.String(Nfc.Of(value)));
        var record = new DictBuilder(3);
        record.Set("code", Value.Int(response.Code));
        record.Set("headers", Value.Of(headers.ToDict()));
        record.Set("body", Body(response));
        return Value.Of(record.ToDict());
    }

    private static Value Body(HttpAnswer.Response response)
    {
        if (!OutsideText.TryRead(response.Body, out var text))
            return Value.Of(new BytesValue(response.Body));
        var type = response.Headers.GetValueOrDefault("content-type", "").Split(';')[0].Trim();
        var isJson = type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
        return isJson && ValueJson.TryRead(text, out var value, out _) ? value : Value.String(Nfc.Of(text));
    }

    private static Value Error(string why) => Value.Error(Value.String(why));
}
