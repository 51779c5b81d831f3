using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Outside;
using DarkLang.Lang.Library;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Testing;

/// <summary>The outside in a test: nothing leaves, and every call needs an answer that the test gave before.</summary>
internal sealed class TestOutside : IOutside
{
    private readonly Dictionary<string, HttpAnswer> _answers = new(StringComparer.Ordinal);

    /// <param name="call">A method and a URL, such as <c>GET https://example.com/orders</c>: without a query for calls with any.</param>
    /// <param name="answer">An Error with a text for a call that gets no response; a record with a code; or any value as a body.</param>
    public void Respond(string call, Value answer)
    {
        var parts = call.Split(' ', 2);
        if (parts is not [var method, var url] || !Uri.TryCreate(url.Trim(), UriKind.Absolute, out var target))
            throw LibraryError.Invalid(
                $"`Test::respond` needs a method and a URL, but got {ValueDisplay.Short(Value.String(call))}",
                "write it as \"GET https://example.com/orders\"");
        _answers[$"{method.ToUpperInvariant()} {target.AbsoluteUri}"] = AnswerOf(answer);
    }

    public HttpAnswer Send(HttpCall call, CancellationToken cancellation) =>
        _answers.GetValueOrDefault($"{call.Method} {call.Url.AbsoluteUri}")
        ?? _answers.GetValueOrDefault($"{call.Method} {call.Url.GetLeftPart(UriPartial.Path)}")
        ?? throw new RuntimeErrorException(
            RuntimeErrorCodes.NoOutside, $"the test has no answer for `{call.Method} {call.Url.GetLeftPart(UriPartial.Path)}`",
            $"give one first: `Test::respond \"{call.Method} {call.Url.GetLeftPart(UriPartial.Path)}\" {{ code: 200; body: {{}} }}`");

    private static HttpAnswer AnswerOf(Value answer)
    {
        if (answer is { Kind: ValueKind.Result, AsResult: { IsOk: false, Inner: { IsString: true } why } })
            return new HttpAnswer.Failed(why.AsString);
        var isRecord = answer.Kind == ValueKind.Dict && answer.AsDict.TryGet("code", out var given) && given.Kind == ValueKind.Int;
        var record = isRecord ? answer.AsDict : DictValue.Empty.With("body", answer);
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        if (record.TryGet("headers", out var written) && written.Kind == ValueKind.Dict)
        {
            for (var i = 0; i < written.AsDict.Count; i++)
                headers[written.AsDict.Keys[i].ToLowerInvariant()] = ValueText.ToText(written.AsDict.Values[i], int.MaxValue);
        }
        var code = record.TryGet("code", out var number) ? (int)number.AsInt : 200;
        return new HttpAnswer.Response(code, headers, record.TryGet("body", out var body) ? BodyOf(body, headers) : []);
    }

    private static byte[] BodyOf(Value body, Dictionary<string, string> headers)
    {
        if (body.Reference is BytesValue bytes)
            return bytes.Content.ToArray();
        if (body.IsString)
            return Encoding.UTF8.GetBytes(body.AsString);
        headers.TryAdd("content-type", "application/json");
        return Encoding.UTF8.GetBytes(ValueJson.Write(body, indented: false));
    }
}
