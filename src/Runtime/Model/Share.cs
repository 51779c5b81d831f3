namespace DarkLang.Runtime.Model;

/// <summary>
/// The ready messages that have one share of a worker, oldest first. If very many wait, those after the first are spilled: the store knows
/// them by this object. Used under the engine's lock.
/// </summary>
public sealed class Share(string name) : IEnumerable<Message>
{
    // Most shares of a worker with very many shares have one message.
    private Message? _first;
    private Queue<Message>? _rest;

    public string Name => name;

    /// <summary>How many of its messages run in its turn: the weight of the message that was emitted last.</summary>
    public int Weight { get; set; } = 1;

    /// <summary>How many messages have run in the present turn.</summary>
    public int Used { get; set; }

    /// <summary>Whether it waits for its turn, or has it.</summary>
    public bool HasTurn { get; set; }

    /// <summary>The number of its messages in memory.</summary>
    public int Count => (_first is null ? 0 : 1) + (_rest?.Count ?? 0);

    /// <summary>The number of its messages that are only in the store. They come after those in memory.</summary>
    public int Spilled { get; set; }

    /// <summary>Whether other options determine the shares now. The store treats its messages as if they had no share.</summary>
    public bool IsRetired { get; private set; }

    /// <summary>The fields that its messages have in common, so that each of them needs no object of its own.</summary>
    internal Message.RareFields? Common { get; set; }

    public Message? First => _first;

    public void Add(Message message)
    {
        if (_first is null)
            _first = message;
        else
            (_rest ??= new Queue<Message>()).Enqueue(message);
    }

    public Message Take()
    {
        var taken = _first ?? throw new UnreachableException("the share has no message");
        _first = _rest?.TryDequeue(out var next) == true ? next : null;
        return taken;
    }

    public void Remove(IReadOnlySet<Message> gone)
    {
        List<Message> kept = [.. this.Where(message => !gone.Contains(message))];
        (_first, _rest) = (kept.FirstOrDefault(), kept.Count > 1 ? new Queue<Message>(kept.Skip(1)) : null);
    }

    public void Retire() => IsRetired = true;

    public IEnumerator<Message> GetEnumerator() => (_first is null ? [] : (_rest ?? []).Prepend(_first)).GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
