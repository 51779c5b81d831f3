using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Attempts;

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
        var fields = TraceValues.TryEncode(line.Fields) ?? TraceValues.Encode(Readable(line.Fields.AsDict));
        var message = line.Message.Length <= LongestMessage ? line.Message : line.Message[..LongestMessage] + "…";
        _lines.Add(new TraceLogLine(context.Time.GetUtcNow(), line.Level, message, fields, context.Locate(line.At)));
        _bytes += message.Length + fields.Length;
    }

    /// <summary>A field that can't be stored, such as a function, must not take the others with it.</summary>
    private static Value Readable(DictValue fields) => Value.Of(new DictValue(
        fields.Keys.ToArray(),
        [.. fields.Values.ToArray().Select(
            field => TraceValues.TryEncode(field) is { Length: <= LongestMessage } ? field : Value.String(ValueDisplay.Short(field)))]));
}
