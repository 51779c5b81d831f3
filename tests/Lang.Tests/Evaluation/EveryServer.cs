using DarkLang.Lang.Evaluation.Outside;

namespace DarkLang.Lang.Tests.Evaluation;

/// <summary>
/// An outside in which every server answers every call with 200 and an empty JSON object, every program prints its input, and every path
/// is a file with a text, or a folder with one file.
/// </summary>
internal sealed class EveryServer : IOutside
{
    public HttpAnswer Send(HttpCall call, CancellationToken cancellation) => new HttpAnswer.Response(
        200, new Dictionary<string, string> { ["content-type"] = "application/json" }, "{}"u8.ToArray());

    public ProcessAnswer Run(ProcessCall call, CancellationToken cancellation) => new ProcessAnswer.Ended(0, call.Input, []);

    public FileAnswer Do(FileCall call, CancellationToken cancellation) => new FileAnswer.Done("text"u8.ToArray(), ["a.txt"], true);
}
