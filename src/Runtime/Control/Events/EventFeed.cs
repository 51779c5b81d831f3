using System.Runtime.CompilerServices;

namespace DarkLang.Runtime.Control.Events;

/// <summary>
/// Keeps the newest events for readers that follow at their own pace. One ring serves all of them: a reader that falls behind gets a gap,
/// and the engine never waits. Before the first reader nothing is kept, unless the engine was asked to, and publishing costs nothing.
/// </summary>
/// <param name="isKept">Whether events are kept from the start.</param>
internal sealed class EventFeed(TimeProvider time, bool isKept = false)
{
    public const int Kept = 8_192;
    public const int MostReaders = 32;

    private const int Portion = 256;

    private static readonly TimeSpan StatusInterval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();

    // Ids after a restart are larger: no engine publishes a thousand events a millisecond.
    private readonly long _start = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;

    private ControlEvent[]? _ring = isKept ? new ControlEvent[Kept] : null;
    private TaskCompletionSource _news = NewSignal();
    private long _count;
    private int _readers;

    /// <summary>Whether events are kept. They need not be made before.</summary>
    public bool IsKept => Volatile.Read(ref _ring) is not null;

    private long Next => _start + _count;

    private long First => Math.Max(_start, Next - Kept);

    /// <summary>Adds an event. Returns at once: it is called under the engine's lock.</summary>
    public void Publish(EventKind kind, Func<ControlEvent, ControlEvent> with)
    {
        if (!IsKept)
            return;
        TaskCompletionSource news;
        lock (_lock)
        {
            var @event = with(new ControlEvent(Next, kind, time.GetUtcNow()));
            _ring![_count++ % Kept] = @event;
            (news, _news) = (_news, NewSignal());
        }
        news.TrySetResult();
    }

    /// <param name="after">The id of the last known event; null: from now on.</param>
    /// <param name="status">Reads the counts.</param>
    public async IAsyncEnumerable<ControlEvent> Read(
        long? after, Func<StatusSummary> status, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var at = Enter(after);
        var pace = new StatusThrottle(time, StatusInterval, status);
        try
        {
            while (true)
            {
                var (events, gap, news) = Take(at);
                if (gap is not null)
                    yield return gap;
                foreach (var @event in events)
                    yield return @event;
                at = events.Count > 0 ? events[^1].Id + 1 : gap is not null ? gap.Id + 1 : at;
                if (pace.Next() is { } summary)
                    yield return new ControlEvent(at - 1, EventKind.Status, time.GetUtcNow()) { Status = summary };
                if (events.Count == 0)
                    await Task.WhenAny(news, Task.Delay(StatusInterval, time, cancellation)).ConfigureAwait(false);
                cancellation.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _readers);
        }
    }

    private long Enter(long? after)
    {
        lock (_lock)
        {
            if (_readers >= MostReaders)
                throw new ControlException(
                    ControlProblem.Refused, $"{MostReaders} clients follow the events already, which is the limit: end one of them first");
            _readers++;
            _ring ??= new ControlEvent[Kept];
            return after is { } known ? known + 1 : Next;
        }
    }

    /// <summary>Returns the next events from an id on, and a gap in the place of those that are gone.</summary>
    private (IReadOnlyList<ControlEvent> Events, ControlEvent? Gap, Task News) Take(long at)
    {
        lock (_lock)
        {
            var gap = at switch
            {
                _ when at >= First && at <= Next => null,
                // This engine did not give that id: nobody counted the events of an earlier start.
                _ when at < _start || at > Next => Gap(null),
                _ => Gap(First - at),
            };
            var from = gap is null ? at : First;
            var count = (int)Math.Min(Portion, Next - from);
            var events = new ControlEvent[count];
            for (var i = 0; i < count; i++)
                events[i] = _ring![(from - _start + i) % Kept];
            return (events, gap, _news.Task);
        }
    }

    private ControlEvent Gap(long? missed) => new(First - 1, EventKind.Gap, time.GetUtcNow()) { Missed = missed };

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
