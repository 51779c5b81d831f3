namespace DarkLang.Runtime.Attempts;

/// <summary>The log lines of one attempt, in the form that its trace keeps. Lines beyond the limits are only counted.</summary>
internal sealed class AttemptLog(EngineContext context)
{
    private const int MaxMessageLength = 4_096;
    private const long MaxBytes = 1024 * 1024;

    private readonly List<TraceLogLine> _lines = [];
    private long _bytes;

    public IReadOnlyList<TraceLogLine> Lines => _lines;

    public int LeftOut { get; private set; }

    /// <param name="at">When it was logged; null for now.</param>
    public void Add(LogLine line, DateTimeOffset? at = null)
    {
        if (_lines.Count == TraceLimits.MaxEntries || _bytes > MaxBytes)
        {
            LeftOut++;
            return;
        }
        var fields = TraceValues.TryEncode(line.Fields) ?? TraceValues.Encode(Readable(line.Fields.AsDict));
        var message = line.Message.Length <= MaxMessageLength ? line.Message : line.Message[..MaxMessageLength] + "…";
        _lines.Add(new TraceLogLine(at ?? context.Time.GetUtcNow(), line.Level, message, fields, context.Locate(line.At)));
        _bytes += message.Length + fields.Length;
    }

    /// <summary>Replaces the fields that can't be stored, such as functions, by short texts, so that the others are kept.</summary>
    private static Value Readable(DictValue fields) => Value.Of(new DictValue(
        fields.Keys.ToArray(),
        [.. fields.Values.ToArray().Select(
            field => TraceValues.TryEncode(field) is { Length: <= MaxMessageLength } ? field : Value.String(ValueDisplay.Short(field)))]));
}
