namespace DarkLang.Bench;

/// <summary>When each message was emitted and when its handler began, by the wall clock, paired by the ids of the messages.</summary>
/// <param name="warmUp">The first so many count for nothing.</param>
internal sealed class EmitTimes<TId>(int messages, int warmUp)
    where TId : notnull
{
    private readonly DateTimeOffset[] _emitted = new DateTimeOffset[messages];
    private readonly Dictionary<TId, int> _numbers = [];
    private readonly List<(TId Id, DateTimeOffset At)> _begun = [];
    private readonly Lock _lock = new();

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>Just before the call that emits.</summary>
    public void Emitting(int number) => _emitted[number] = Now;

    /// <summary>That call is back with an id.</summary>
    public void Emitted(int number, TId id)
    {
        lock (_lock)
            _numbers.Add(id, number);
    }

    public void Begun(TId id, DateTimeOffset at)
    {
        lock (_lock)
            _begun.Add((id, at));
    }

    /// <summary>When all is over. Throws unless each message began once, and after its emit.</summary>
    public IReadOnlyList<TimeSpan> Waits()
    {
        lock (_lock)
        {
            var begun = _begun.ToDictionary(times => times.Id, times => times.At);
            if (begun.Count != messages || _numbers.Count != messages)
                throw new InvalidOperationException(
                    $"{messages} messages were emitted, {_numbers.Count} acknowledged, and {begun.Count} began");
            var waits =
                _numbers.Where(message => message.Value >= warmUp).Select(message => begun[message.Key] - _emitted[message.Value]).ToList();
            return waits.Min() >= TimeSpan.Zero ? waits : throw new InvalidOperationException(
                $"a message began {-waits.Min()} before it was emitted: the clock was set, or the times are not of one message");
        }
    }
}
