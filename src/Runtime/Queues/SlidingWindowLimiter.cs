namespace DarkLang.Runtime.Queues;

/// <summary>Limits the rate of a handler: by the newest starts, no window of the period has more of them than allowed.</summary>
internal sealed class SlidingWindowLimiter
{
    private readonly RateLimit _limit;
    private readonly Queue<DateTimeOffset> _starts = new();
    private DateTimeOffset _newest;

    /// <param name="starts">Earlier starts, perhaps under another rate limit.</param>
    public SlidingWindowLimiter(RateLimit limit, IReadOnlyList<DateTimeOffset> starts)
    {
        _limit = limit;
        Restore(starts);
        IsChanged = starts.Count > 0;
    }

    /// <summary>The newest starts, oldest first.</summary>
    public IReadOnlyList<DateTimeOffset> Starts => [.. _starts];

    /// <summary>Whether starts were added since they were last stored.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>Returns when the next attempt may start; null for now.</summary>
    public DateTimeOffset? NextStart(DateTimeOffset now)
    {
        if (now < _newest)
        {
            // The clock was moved back, so the earlier starts no longer say anything.
            _starts.Clear();
            _newest = now;
        }
        if (_starts.Count < _limit.Count)
            return null;
        var next = _starts.Peek() + _limit.Per;
        return next > now ? next : null;
    }

    public void Start(DateTimeOffset now)
    {
        Add(now);
        IsChanged = true;
    }

    public void Restore(IEnumerable<DateTimeOffset> starts)
    {
        foreach (var start in starts.Order())
            Add(start);
    }

    /// <summary>Returns the starts for the caller to store.</summary>
    public IReadOnlyList<DateTimeOffset> TakeChanged()
    {
        IsChanged = false;
        return Starts;
    }

    private void Add(DateTimeOffset start)
    {
        if (_starts.Count == _limit.Count)
            _starts.Dequeue();
        _starts.Enqueue(start);
        _newest = start;
    }
}
