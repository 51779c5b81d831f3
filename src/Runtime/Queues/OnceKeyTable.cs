namespace DarkLang.Runtime.Queues;

/// <summary>A key that is taken by an emit, and for how long.</summary>
internal sealed record OnceClaim(string Key, TimeSpan Window)
{
    /// <summary>The key an emit takes: the one it names, else the one that the worker's <c>dedupe</c> makes of its event.</summary>
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

    /// <param name="isPromised">False while the emit may still be refused by the store.</param>
    public void Take(HandlerId handler, string key, DateTimeOffset until, bool isPromised)
    {
        _taken[(handler, key)] = new Entry(until, isPromised);
        _byEnd.Enqueue((handler, key), until);
    }

    /// <summary>The emit was stored: the key counts for everybody.</summary>
    public void Promise(HandlerId handler, string key)
    {
        if (_taken.TryGetValue((handler, key), out var entry))
            _taken[(handler, key)] = entry with { IsPromised = true };
    }

    /// <summary>The emit was refused: as if it had never been.</summary>
    public void Release(HandlerId handler, string key) => _taken.Remove((handler, key));

    public bool IsTaken(HandlerId handler, string key, DateTimeOffset now)
    {
        Expire(now);
        return _taken.ContainsKey((handler, key));
    }

    /// <summary>Whether the emit under this key is certain, so that a second one may answer "already emitted".</summary>
    public bool IsPromised(HandlerId handler, string key, DateTimeOffset now)
    {
        Expire(now);
        return _taken.TryGetValue((handler, key), out var entry) && entry.IsPromised;
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

    private sealed record Entry(DateTimeOffset Until, bool IsPromised);
}
