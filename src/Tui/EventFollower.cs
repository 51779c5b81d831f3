namespace DarkLang.Tui;

/// <summary>Follows the events of the canvas and keeps them until the screens take them: these are slower than a busy canvas.</summary>
/// <param name="news">Called for each event, on any thread.</param>
internal sealed class EventFollower(Action news)
{
    /// <summary>More than the screens show at once.</summary>
    private const int Most = 2_000;

    private readonly Lock _lock = new();
    private readonly Queue<ControlEvent> _events = new();

    private long? _last;

    /// <summary>Follows from the last known event, until the runtime is gone or refuses: the next status reports why.</summary>
    public async Task Follow(IControlClient client, CancellationToken cancellation)
    {
        try
        {
            await foreach (var @event in client.Events(_last, cancellation))
                Add(@event);
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
            _last = @event.Id;
            _events.Enqueue(@event);
            if (_events.Count > Most)
                _events.Dequeue();
        }
        news();
    }
}
