using DarkLang.Runtime.Control;
using DarkLang.Runtime.Control.Events;

namespace DarkLang.Tui;

/// <summary>Follows what happens, and keeps it until the screens take it: they are slower than a busy canvas.</summary>
/// <param name="news">Called for each event, on whatever thread.</param>
internal sealed class EventFollower(Action news)
{
    /// <summary>More than the screens show at once.</summary>
    private const int Most = 2_000;

    private readonly Lock _lock = new();
    private readonly Queue<ControlEvent> _events = new();

    private long? _last;

    /// <summary>Goes on behind the last event that is known. Ends when the runtime goes away or refuses; asking for the counts tells more about that.</summary>
    public async Task Follow(IControlClient client, CancellationToken cancellation)
    {
        try
        {
            await foreach (var @event in client.Events(_last, cancellation))
                Add(@event);
        }
        catch (Exception gone) when (gone is ControlException or OperationCanceledException)
        {
            // The counts are asked for once a second all the same.
        }
    }

    /// <summary>What came since it was asked last.</summary>
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
