namespace DarkLang.Tui;

/// <summary>Follows the events of the canvas and keeps them until the screens take them: these are slower than a busy canvas.</summary>
/// <param name="news">Called for each event, on any thread.</param>
internal sealed class EventFollower(Action news)
{
    /// <summary>More than the screens show at once.</summary>
    private const int Most = 2_000;

    /// <summary>The events that are still kept, from the oldest one.</summary>
    private const long FromOldest = 0;

    private readonly Lock _lock = new();
    private readonly Queue<ControlEvent> _events = new();

    private long? _last;

    /// <summary>
    /// Follows from the last known event, or at first from the start of the canvas, until the runtime is gone or refuses: the next status
    /// reports why.
    /// </summary>
    public async Task Follow(IControlClient client, CancellationToken cancellation)
    {
        try
        {
            if (_last is null)
                (await EarlierAttempts.Fetch(client, cancellation)).ForEach(Add);
            await foreach (var @event in client.Events(_last ?? FromOldest, cancellation))
            {
                // The first gap only says that the oldest event is not the first one.
                if (_last is not null || @event is not { Kind: EventKind.Gap, Missed: null })
                    Add(@event);
                _last = @event.Id;
            }
        }
        catch (Exception gone) when (gone is ControlException or OperationCanceledException)
        {
            // The status is requested every second in any case.
        }
    }

    /// <summary>Returns the events since the last call.</summary>
    public IReadOnlyList<ControlEvent> Take()
    {
        lock (_lock)
        {
            var events = _events.ToArray();
            _events.Clear();
            return events;
        }
    }

    private void Add(ControlEvent @event)
    {
        lock (_lock)
        {
            _events.Enqueue(@event);
            if (_events.Count > Most)
                _events.Dequeue();
        }
        news();
    }
}
