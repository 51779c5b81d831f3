using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Queues;

/// <summary>A key that is taken by an emit, and for how long.</summary>
internal sealed record OnceClaim(string Key, TimeSpan Window)
{
    /// <summary>Returns the key an emit takes: the one it names, else the one that the worker's <c>dedupe</c> makes of its event.</summary>
    public static OnceClaim? Of(string? key, SchedulingAttributes attributes, TimeSpan dedupeFor) =>
        key is not null ? new OnceClaim(key, OnceKeyTable.Window)
        : attributes.DedupeKey is not null ? new OnceClaim(attributes.DedupeKey, dedupeFor)
        : null;
}

/// <summary>Which once-keys are taken, until when. Used under the engine's lock.</summary>
internal sealed class OnceKeyTable
{
    /// <summary>How long a key is remembered.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    private readonly Dictionary<(HandlerId Handler, string Key), Entry> _taken = [];
    private readonly PriorityQueue<(HandlerId, string), DateTimeOffset> _byEnd = new();

    /// <param name="emit">The emit that takes the key; null when the store can't refuse it.</param>
    public void Take(HandlerId handler, string key, DateTimeOffset until, CommitUnit? emit = null)
    {
        _taken[(handler, key)] = new Entry(until, emit);
        _byEnd.Enqueue((handler, key), until);
    }

    /// <summary>The emit was refused: as if it had never been.</summary>
    public void Release(HandlerId handler, string key) => _taken.Remove((handler, key));

    public bool IsTaken(HandlerId handler, string key, DateTimeOffset now)
    {
        Expire(now);
        return _taken.ContainsKey((handler, key));
    }

    /// <summary>Returns the emit that took the key and may still be refused; null when the key is free or certain.</summary>
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
