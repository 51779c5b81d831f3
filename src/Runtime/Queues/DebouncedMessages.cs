namespace DarkLang.Runtime.Queues;

/// <summary>
/// The messages of a worker with <c>debounce</c> that wait, one for each key: a newer message takes its place. They are those that are
/// delayed and have never started, so a start finds them in the store.
/// </summary>
internal sealed class DebouncedMessages
{
    private readonly HandlerOptions _options;
    private readonly ScheduledMessages _scheduled;
    private readonly Dictionary<string, Message> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<Message, DateTimeOffset> _starts;
    private bool _isComplete;

    /// <param name="previous">Those before a reload. Their keys may have changed: <see cref="Complete"/> adds them again.</param>
    public DebouncedMessages(HandlerOptions options, ScheduledMessages scheduled, DebouncedMessages? previous)
    {
        (_options, _scheduled) = (options, scheduled);
        (_starts, Replaced) = (previous?._starts ?? [], previous?.Replaced ?? 0);
    }

    /// <summary>How many messages newer ones have replaced since the start.</summary>
    public long Replaced { get; set; }

    private Debounce Option => _options.Debounce!;

    /// <summary>Returns the message of the key that waits; null if there is none.</summary>
    public Message? Find(string key) => _waiting.GetValueOrDefault(key);

    /// <summary>Adds the messages that waited before a reload. Those whose events are not in memory follow once they are read.</summary>
    /// <param name="classify">Evaluates the options for a message whose event is in memory.</param>
    public void Complete(Action<Message> classify)
    {
        if (_isComplete)
            return;
        _isComplete = true;
        foreach (var message in _scheduled.Where(message => message.State == MessageState.Delayed))
        {
            classify(message);
            _isComplete &= message.HasSchedulingFor(_options);
            Enter(message);
        }
    }

    public void Enter(Message message)
    {
        // The due time of a message that has started and was delayed again, by a snooze, lies behind its first one.
        if (message is not { State: MessageState.Delayed, Attempts: 0, Key: { } key } || message.Due > message.FirstDue)
            return;
        if (message.HasSchedulingFor(_options) && !(Find(key) is { } other && other.EmittedAt > message.EmittedAt))
            _waiting[key] = message;
    }

    public void Leave(Message message)
    {
        _starts.Remove(message);
        if (message.Key is { } key && ReferenceEquals(Find(key), message))
            _waiting.Remove(key);
    }

    /// <summary>Returns when the burst began whose newest message this is. That is not stored, so a start may not know it.</summary>
    public DateTimeOffset StartOf(Message message) =>
        _starts.TryGetValue(message, out var start) ? start
        : Option.Longest is { } longest && message.Due < message.FirstDue ? message.Due - longest
        : message.EmittedAt;

    /// <summary>Lets the message continue a burst. Returns whether it is due earlier, because the burst has lasted long enough.</summary>
    public bool Continue(Message message, DateTimeOffset start)
    {
        if (Option.Longest is not { } longest)
            return false;
        _starts[message] = start;
        // A delay of its own is kept.
        if (message.FirstDue > message.EmittedAt + Option.Wait || message.FirstDue <= start + longest)
            return false;
        message.Due = start + longest;
        return true;
    }
}
