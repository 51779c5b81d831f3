using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Outside;
using DarkLang.Lang.Library;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Testing;

/// <summary>The outside in a test: nothing leaves, and every call needs an answer that the test gave before.</summary>
internal sealed class TestOutside : IOutside
{
    private const string ProgramPrefix = "RUN ";

    private readonly Dictionary<string, HttpAnswer> _responses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ProcessAnswer> _programs = new(StringComparer.Ordinal);
    private readonly TestFiles _files = new();

    /// <param name="call">
    /// A method and a URL, such as <c>GET https://example.com/orders</c>, without a query for calls with any; or <c>run pg_dump</c>.
    /// </param>
    /// <param name="answer">An Error with a text for a call that gets no answer; a record of the answer; or any value as a body.</param>
    public void Respond(string call, Value answer)
    {
        if (call.StartsWith(ProgramPrefix, StringComparison.OrdinalIgnoreCase) && call.Length > ProgramPrefix.Length)
            _programs[call[ProgramPrefix.Length..]] = EndOf(answer);
        else if (call.Split(' ', 2) is [var method, var url] && Uri.TryCreate(url.Trim(), UriKind.Absolute, out var target))
            _responses[$"{method.ToUpperInvariant()} {target.AbsoluteUri}"] = ResponseOf(answer);
        else
            throw LibraryError.Invalid(
                $"`Test::respond` needs a method and a URL, or `run` and a program, but got {ValueDisplay.Short(Value.String(call))}",
                "write it as \"GET https://example.com/orders\" or \"run pg_dump\"");
    }

    public HttpAnswer Send(HttpCall call, CancellationToken cancellation) =>
        _responses.GetValueOrDefault($"{call.Method} {call.Url.AbsoluteUri}")
        ?? _responses.GetValueOrDefault($"{call.Method} {call.Url.GetLeftPart(UriPartial.Path)}")
        ?? throw NoAnswer($"{call.Method} {call.Url.GetLeftPart(UriPartial.Path)}", "{ code: 200; body: {} }");

    public ProcessAnswer Run(ProcessCall call, CancellationToken cancellation) =>
        _programs.GetValueOrDefault(call.Program) ?? throw NoAnswer($"run {call.Program}", "{ exitCode: 0; stdout: \"\" }");

    public FileAnswer Do(FileCall call, CancellationToken cancellation) => _files.Do(call);

    private static RuntimeErrorException NoAnswer(string call, string answer) => new(
        RuntimeErrorCodes.NoOutside, $"the test has no answer for `{call}`", $"give one first: `Test::respond \"{call}\" {answer}`");

    private static ProcessAnswer EndOf(Value answer)
    {
        if (WhyFailed(answer) is { } why)
            return new ProcessAnswer.Failed(why);
        var record = answer.Kind == ValueKind.Dict ? answer.AsDict : DictValue.Empty.With("stdout", answer);
        var exitCode = record.TryGet("exitCode", out var code) && code.Kind == ValueKind.Int ? (int)code.AsInt : 0;
        return new ProcessAnswer.Ended(exitCode, BytesOf(record, "stdout"), BytesOf(record, "stderr"));
    }

    private static byte[] BytesOf(DictValue record, string field) =>
        !record.TryGet(field, out var value) ? []
        : value.Reference is BytesValue bytes ? bytes.Content.ToArray() : Encoding.UTF8.GetBytes(ValueText.ToText(value, int.MaxValue));

    private static string? WhyFailed(Value answer) =>
        answer is { Kind: ValueKind.Result, AsResult: { IsOk: false, Inner: { IsString: true } why } } ? why.AsString : null;

    private static HttpAnswer ResponseOf(Value answer)
    {
        if (WhyFailed(answer) is { } why)
            return new HttpAnswer.Failed(why);
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
