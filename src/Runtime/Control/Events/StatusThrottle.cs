namespace DarkLang.Runtime.Control.Events;

/// <summary>Counts for one reader: when they have changed, and not more often than the interval.</summary>
internal sealed class StatusThrottle(TimeProvider time, TimeSpan interval, Func<StatusSummary> read)
{
    private StatusSummary? _last;
    private long _lookedAt;

    /// <summary>Null when nothing new is to be told.</summary>
    public StatusSummary? Next()
    {
        if (_last is not null && time.GetElapsedTime(_lookedAt) < interval)
            return null;
        _lookedAt = time.GetTimestamp();
        var summary = read();
        if (summary == _last)
            return null;
        return _last = summary;
    }
}
