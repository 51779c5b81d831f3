namespace DarkLang.Runtime.Control.Events;

/// <summary>Gives one reader the counts if they have changed, at most once in the interval.</summary>
internal sealed class StatusThrottle(TimeProvider time, TimeSpan interval, Func<StatusSummary> read)
{
    private StatusSummary? _last;
    private long _readAt;

    /// <summary>Returns null if there is nothing new.</summary>
    public StatusSummary? Next()
    {
        if (_last is not null && time.GetElapsedTime(_readAt) < interval)
            return null;
        _readAt = time.GetTimestamp();
        var summary = read();
        if (summary == _last)
            return null;
        return _last = summary;
    }
}
