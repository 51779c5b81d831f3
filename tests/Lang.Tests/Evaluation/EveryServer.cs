using DarkLang.Lang.Evaluation.Outside;

namespace DarkLang.Lang.Tests.Evaluation;

/// <summary>An outside in which every server answers every call with 200 and an empty JSON object.</summary>
internal sealed class EveryServer : IOutside
{
    public HttpAnswer Send(HttpCall call, CancellationToken cancellation) => new HttpAnswer.Response(
        200, new Dictionary<string, string> { ["content-type"] = "application/json" }, "{}"u8.ToArray());
}
