using DarkLang.Lang.Resolution;

namespace DarkLang.Runtime.Queues;

/// <summary>
/// Keeps a handler to its rate: when the newest starts are remembered, no stretch of the period ever holds more of them than allowed.
/// </summary>
internal sealed class SlidingWindowLimiter
{
    private readonly RateLimit _limit;
    private readonly Queue<DateTimeOffset> _starts = new();
    private DateTimeOffset _newest;

    /// <param name="starts">Under another rate.</param>
    public SlidingWindowLimiter(RateLimit limit, IReadOnlyList<DateTimeOffset> starts)
    {
        _limit = limit;
        Restore(starts);
        IsChanged = starts.Count > 0;
    }

    /// <summary>The newest, oldest first.</summary>
    public IReadOnlyList<DateTimeOffset> Starts => [.. _starts];

    /// <summary>Starts have been added since they were last stored.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>When the next attempt may start; null: now.</summary>
    public DateTimeOffset? NextStart(DateTimeOffset now)
    {
        if (now < _newest)
        {
            // The clock was moved back: what was is no measure any more.
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

    /// <summary>What has to be remembered, to be stored now.</summary>
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
