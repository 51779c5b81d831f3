using DarkLang.Cli.Output;

namespace DarkLang.Cli.Running;

/// <summary>Writes one JSON object per line.</summary>
internal sealed class JsonLogFormat : ILogFormat
{
    private const int LongestResult = 200;

    public int LinesPerSecond => 1_000;

    public void Write(TextWriter output, AttemptNotice notice, DateTimeOffset at) =>
        JsonOutput.WriteObject(output, "dark.attempt/2", json =>
    {
        json.WritePropertyName("handler");
        JsonSerializer.Serialize(json, notice.Handler, ControlJson.Form.HandlerId);
        json.WriteString("message", notice.Message);
        if (notice.Messages > 1)
            json.WriteNumber("messages", notice.Messages);
        json.WriteString("trace", notice.Trace);
        json.WriteNumber("attempt", notice.Attempt);
        json.WriteString("state", notice.State.Word());
        json.Text("consumer", notice.Consumer);
        json.WriteString("startedAt", notice.StartedAt.UtcDateTime);
        json.WriteString("at", at.UtcDateTime);
        json.Milliseconds("durationMs", notice.Duration);
        if (notice.Snooze is { } snooze)
            json.Milliseconds("snoozeMs", snooze);
        json.WriteNumber("emits", notice.Emits);
        json.Text("result", notice.DescribeResult(LongestResult));
        json.Field("failure", notice.Failure, ControlJson.Form.Failure);
        json.List("log", notice.Log, ControlJson.Form.TraceLogView);
        json.WriteNumber("logLeftOut", notice.LogLeftOut);
    });

    public void Write(TextWriter output, LoadView loaded) =>
        JsonOutput.WriteObject(output, "dark.loaded/2", loaded, ControlJson.Form.LoadView);

    public void WriteLeftOut(TextWriter output, int attempts, int failures) =>
        JsonOutput.WriteObject(output, "dark.attempts-left-out/1", json =>
    {
        json.WriteNumber("attempts", attempts);
        json.WriteNumber("notDone", failures);
    });
}
