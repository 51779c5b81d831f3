using System.Collections;

namespace DarkLang.Runtime.Queues;

/// <summary>Messages that are not due yet: delayed, retrying or waiting for code. Used under the engine's lock.</summary>
internal sealed class ScheduledMessages : IEnumerable<Message>
{
    private readonly HashSet<Message> _messages = [];

    /// <summary>Those that have started before.</summary>
    public IEnumerable<Message> Started => _messages.Where(message => message.State != MessageState.Delayed);

    /// <summary>Those that a newer one of their key may replace; null if the worker has no <c>debounce</c>.</summary>
    public DebouncedMessages? Debounced { get; private set; }

    /// <summary>Other options apply: they may change all keys.</summary>
    public void Bind(HandlerOptions? options) =>
        Debounced = options is { Debounce: not null } ? new DebouncedMessages(options, this, Debounced) : null;

    public void Add(Message message)
    {
        _messages.Add(message);
        Debounced?.Enter(message);
    }

    public void Remove(Message message)
    {
        _messages.Remove(message);
        Debounced?.Leave(message);
    }

    public IEnumerator<Message> GetEnumerator() => _messages.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
