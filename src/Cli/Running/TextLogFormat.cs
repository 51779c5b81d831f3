using System.Globalization;
using DarkLang.Cli.Output;
using DarkLang.Runtime;

namespace DarkLang.Cli.Running;

/// <summary><c>12:04:31.123Z ✓ resize  done  12ms  { ok: true }</c></summary>
internal sealed class TextLogFormat(bool colours, int nameWidth) : ILogFormat
{
    private const int LongestResult = 80;

    public int LinesASecond => 50;

    public void Write(TextWriter output, AttemptNotice notice)
    {
        var (glyph, colour) = notice.State switch
        {
            "done" => ('✓', 32),
            "dead" => ('✗', 31),
            "retrying" => ('↻', 33),
            _ => ('…', 33),
        };
        output.Write(notice.StartedAt.UtcDateTime.ToString("HH:mm:ss.fff'Z' ", CultureInfo.InvariantCulture));
        output.Write(colours ? $"\u001b[{colour}m{glyph}\u001b[0m " : $"{glyph} ");
        output.Write(Words.OneLine(ViewText.Name(notice.Handler)).PadRight(nameWidth));
        output.Write($"  {notice.State}{(notice.Attempt > 1 ? $" (attempt {notice.Attempt})" : "")}  {Words.Duration(notice.Duration)}");
        if (notice.Emits > 0)
            output.Write($"  +{Words.Several(notice.Emits, "emit")}");
        if (Detail(notice) is { Length: > 0 } detail)
            output.Write($"  {detail}");
        output.Write('\n');
    }

    public void WriteLeftOut(TextWriter output, int attempts, int failures)
    {
        var failed = failures == 0 ? "" : $", {Words.Count(failures)} of them not done";
        output.Write($"              … {Words.Count(attempts)} more{failed}\n");
    }

    private static string Detail(AttemptNotice notice) => notice switch
    {
        { Failure: { } failure } => $"error[{failure.Code}]: {Words.OneLine(failure.Message, 200)} at {Words.OneLine(failure.At)}",
        { State: "waiting-for-code" } => "no code written yet",
        _ => Words.OneLine(notice.DescribeResult(LongestResult) ?? ""),
    };
}
