using DarkLang.Cli.Output;

namespace DarkLang.Cli.Running;

/// <summary><c>12:04:31.123Z ✓ resize  done  12ms  { ok: true }</c></summary>
internal sealed class TextLogFormat(bool colours, int nameWidth) : ILogFormat
{
    private const int LongestResult = 80;
    private const int LongestMessage = 200;
    private const int WidthOfTime = 13;

    public int LinesPerSecond => 50;

    public void Write(TextWriter output, AttemptNotice notice, DateTimeOffset at)
    {
        foreach (var line in notice.Log)
            Write(output, notice, line);
        if (notice.LogLeftOut > 0)
            output.Write($"              … {DisplayText.Quantity(notice.LogLeftOut, "more log line")}\n");
        var (glyph, colour) = notice.State switch
        {
            MessageState.Done => ('✓', 32),
            MessageState.Dead => ('✗', 31),
            MessageState.Retrying => ('↻', 33),
            _ => ('…', 33),
        };
        WriteStart(output, notice, at.UtcDateTime.ToString("HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), glyph, colour);
        var attempt = notice.Attempt > 1 ? $" (attempt {notice.Attempt})" : "";
        var messages = notice.Messages > 1 ? $" {DisplayText.Quantity(notice.Messages, "message")}" : "";
        output.Write($"  {notice.State.Word()}{messages}{attempt}  {DisplayTime.Duration(notice.Duration)}");
        if (notice.Emits > 0)
            output.Write($"  +{DisplayText.Quantity(notice.Emits, "emit")}");
        if (Detail(notice) is { Length: > 0 } detail)
            output.Write($"  {detail}");
        output.Write('\n');
    }

    /// <summary>Writes nothing: people read it on stderr, with the diagnostics.</summary>
    public void Write(TextWriter output, LoadView loaded)
    {
    }

    // The log lines of an attempt come before the line of its end, with the time since its start: their own times are not in order.
    private void Write(TextWriter output, AttemptNotice notice, TraceLogView line)
    {
        var colour = line.Level switch { LogLevel.Info => 36, LogLevel.Warn => 33, _ => 31 };
        var since = $"+{DisplayTime.Duration(line.At - notice.StartedAt)}";
        WriteStart(output, notice, since.PadLeft(WidthOfTime), '·', colour);
        output.Write($"  {line.Level.Word()}: {DisplayText.OneLine(line.Message, LongestMessage)}");
        if (line.Fields.Json != "{}")
            output.Write($"  {DisplayText.OneLine(DisplayText.ValueLine(line.Fields.Text), LongestMessage)}");
        output.Write('\n');
    }

    private void WriteStart(TextWriter output, AttemptNotice notice, string time, char glyph, int colour)
    {
        output.Write($"{time} ");
        output.Write(colours ? $"\u001b[{colour}m{glyph}\u001b[0m " : $"{glyph} ");
        output.Write(DisplayText.OneLine(HandlerText.Short(notice.Handler)).PadRight(nameWidth));
    }

    public void WriteLeftOut(TextWriter output, int attempts, int failures)
    {
        var failed = failures == 0 ? "" : $", {DisplayText.Count(failures)} of them not done";
        output.Write($"              … {DisplayText.Count(attempts)} more{failed}\n");
    }

    private static string Detail(AttemptNotice notice) => notice switch
    {
        { Failure: { } failure } =>
            $"error[{failure.Code}]: {DisplayText.OneLine(failure.Message, LongestMessage)} at {DisplayText.OneLine(failure.At)}",
        { Snooze: { } wait } => $"snoozed for {DisplayTime.Duration(wait)}",
        { State: MessageState.WaitingForCode } => "no code written yet",
        _ => DisplayText.OneLine(notice.DescribeResult(LongestResult) ?? ""),
    };
}
