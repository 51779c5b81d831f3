using DarkLang.Cli.Output;
using DarkLang.Runtime;
using DarkLang.Runtime.Control;

namespace DarkLang.Cli.Running;

/// <summary>One object per line.</summary>
internal sealed class JsonLogFormat : ILogFormat
{
    private const int LongestResult = 200;

    public int LinesASecond => 1_000;

    public void Write(TextWriter output, AttemptNotice notice) => JsonOutput.WriteObject(output, "dark.attempt/1", json =>
    {
        ViewJson.Handler(json, notice.Handler);
        json.WriteString("message", notice.Message);
        json.WriteString("trace", notice.Trace);
        json.WriteNumber("attempt", notice.Attempt);
        json.WriteString("state", notice.State);
        json.Time("startedAt", notice.StartedAt);
        json.Milliseconds("durationMs", notice.Duration);
        json.WriteNumber("emits", notice.Emits);
        json.WriteString("result", notice.DescribeResult(LongestResult));
        json.Field("failure", notice.Failure, ViewJson.Failure);
        ViewJson.Log(json, notice.Log, notice.LogLeftOut);
    });

    public void Write(TextWriter output, LoadView loaded) =>
        JsonOutput.WriteObject(output, "dark.loaded/1", json => LoadText.Fields(json, loaded));

    public void WriteLeftOut(TextWriter output, int attempts, int failures) =>
        JsonOutput.WriteObject(output, "dark.attempts-left-out/1", json =>
    {
        json.WriteNumber("attempts", attempts);
        json.WriteNumber("notDone", failures);
    });
}
