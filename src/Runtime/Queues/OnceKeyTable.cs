using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Queues;

/// <summary>A once-key that an emit takes, and for how long.</summary>
internal sealed record OnceClaim(string Key, TimeSpan Window)
{
    /// <summary>Returns the key that an emit names, or else the one from the worker's <c>dedupe</c>; null for none.</summary>
    public static OnceClaim? Of(string? key, SchedulingAttributes attributes, TimeSpan dedupeFor) =>
        key is not null ? new OnceClaim(Nfc.Of(key), OnceKeyTable.Window)
        : attributes.DedupeKey is not null ? new OnceClaim(attributes.DedupeKey, dedupeFor)
        : null;
}

/// <summary>The once-keys that are taken. Used under the engine's lock.</summary>
internal sealed class OnceKeyTable
{
    /// <summary>How long a key that an emit names stays taken.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    private readonly Dictionary<(HandlerId Handler, string Key), Entry> _taken = [];
    private readonly PriorityQueue<(HandlerId, string), DateTimeOffset> _byEnd = new();

    /// <param name="emit">The emit that takes the key; null if the store can't refuse it.</param>
    public void Take(HandlerId handler, string key, DateTimeOffset until, CommitUnit? emit = null)
    {
        _taken[(handler, key)] = new Entry(until, emit);
        _byEnd.Enqueue((handler, key), until);
    }

    /// <summary>Frees the key of an emit that was refused.</summary>
    public void Release(HandlerId handler, string key) => _taken.Remove((handler, key));

    public bool IsTaken(HandlerId handler, string key, DateTimeOffset now)
    {
        Expire(now);
        return _taken.ContainsKey((handler, key));
    }

    /// <summary>Returns the emit that took the key and may still be refused; null if the key is free or its emit is stored.</summary>
    public CommitUnit? PendingEmit(HandlerId handler, string key, DateTimeOffset now)
    {
        Expire(now);
        return _taken.TryGetValue((handler, key), out var entry) && entry.Emit is { HasEnded: false } emit ? emit : null;
    }

    private void Expire(DateTimeOffset now)
    {
        while (_byEnd.TryPeek(out var key, out var until) && until <= now)
        {
            _byEnd.Dequeue();
            if (_taken.TryGetValue(key, out var entry) && entry.Until <= now)
                _taken.Remove(key);
        }
    }

    private sealed record Entry(DateTimeOffset Until, CommitUnit? Emit);
}
