using DarkLang.Lang.Evaluation;
using DarkLang.Runtime.Traces;

namespace DarkLang.Runtime.Execution;

/// <summary>The log lines of one attempt, in the form in which its trace keeps them. What is beyond the limits is only counted.</summary>
internal sealed class AttemptLog(EngineContext context)
{
    private const int LongestMessage = 4_096;
    private const long MaxBytes = 1024 * 1024;

    private readonly List<TraceLogLine> _lines = [];
    private long _bytes;

    public IReadOnlyList<TraceLogLine> Lines => _lines;

    public int LeftOut { get; private set; }

    public void Add(LogLine line)
    {
        if (_lines.Count == TraceLimits.Entries || _bytes > MaxBytes)
        {
            LeftOut++;
            return;
        }
        var fields = TraceValues.Encode(line.Fields);
        var message = line.Message.Length <= LongestMessage ? line.Message : line.Message[..LongestMessage] + "…";
        _lines.Add(new TraceLogLine(context.Time.GetUtcNow(), line.Level, message, fields, context.Place(line.At)));
        _bytes += message.Length + fields.Length;
    }
}
