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
    public void Take(OnceKey key, CommitUnit? emit = null)
    {
        _taken[(key.Handler, key.Key)] = new Entry(key, emit);
        _byEnd.Enqueue((key.Handler, key.Key), key.Until);
    }

    /// <summary>The emit that takes the key of this message is stored, and need not be kept.</summary>
    public void Confirm(Message stored)
    {
        if (stored.OnceKey is { } key && _taken.TryGetValue((stored.Handler, key), out var entry) && entry.Key.Message == stored.Id)
            entry.Emit = null;
    }

    /// <summary>Frees a key if that message took it: its emit was refused, or it was removed by hand.</summary>
    public void Release(HandlerId handler, string key, Guid message)
    {
        if (_taken.TryGetValue((handler, key), out var entry) && entry.Key.Message == message)
            _taken.Remove((handler, key));
    }

    /// <summary>Frees the key of a message that was removed by hand, if it has one.</summary>
    public void Release(Message removed)
    {
        if (removed.OnceKey is { } key)
            Release(removed.Handler, key, removed.Id);
    }

    /// <summary>Returns the key if it is taken; else null.</summary>
    public OnceKey? Find(HandlerId handler, string key, DateTimeOffset now)
    {
        Expire(now);
        return _taken.GetValueOrDefault((handler, key))?.Key;
    }

    /// <summary>Returns the keys that are taken at a handler, in the order in which they become free.</summary>
    public IEnumerable<OnceKey> Of(HandlerId handler, DateTimeOffset now)
    {
        Expire(now);
        return _taken.Values.Select(entry => entry.Key).Where(key => key.Handler == handler)
            .OrderBy(key => key.Until).ThenBy(key => key.Key, StringComparer.Ordinal);
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
            if (_taken.TryGetValue(key, out var entry) && entry.Key.Until <= now)
                _taken.Remove(key);
        }
    }

    private sealed class Entry(OnceKey key, CommitUnit? emit)
    {
        public OnceKey Key { get; } = key;

        /// <summary>The emit that takes it, until that is stored.</summary>
        public CommitUnit? Emit { get; set; } = emit;
    }
}
