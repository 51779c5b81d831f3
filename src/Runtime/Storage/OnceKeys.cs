namespace DarkLang.Runtime.Storage;

/// <summary>
/// The once-keys that are taken. A key outlives its message unless that is removed by hand, and is free again when its window ends. Windows
/// end by the time of the newest emit and not by a clock, so that a replay results in the same keys.
/// </summary>
internal sealed class OnceKeys(Dictionary<long, Batch> batches)
{
    private readonly Dictionary<(HandlerId Handler, string Key), HeldOnceKey> _taken = [];
    private int _sweepAt = 1024;

    public DateTimeOffset Clock { get; set; }

    public HeldOnceKey? Find(HandlerId handler, string key) => _taken.GetValueOrDefault((handler, key));

    public void Take(OnceKey key, Batch batch)
    {
        if (_taken.TryGetValue((key.Handler, key.Key), out var previous))
            Free(previous);
        var taken = new HeldOnceKey(key, batch.Sequence);
        batch.Add(taken);
        _taken[(key.Handler, key.Key)] = taken;
        if (_taken.Count > _sweepAt)
            Sweep();
    }

    public void Forget(HandlerId handler, string key)
    {
        if (Find(handler, key) is { } taken)
            Remove(taken);
    }

    /// <summary>Frees those keys of a commit whose window has ended.</summary>
    public void Expire(Batch batch)
    {
        foreach (var taken in batch.OnceKeys)
        {
            if (taken.Sequence == batch.Sequence && taken.Key.Until <= Clock)
                Remove(taken);
        }
    }

    public IReadOnlyList<OnceKey> Active() => [.. _taken.Values.Select(t => t.Key).Where(k => k.Until > Clock)];

    private void Sweep()
    {
        foreach (var taken in _taken.Values.Where(t => t.Key.Until <= Clock).ToList())
            Remove(taken);
        _sweepAt = Math.Max(1024, _taken.Count * 2);
    }

    private void Remove(HeldOnceKey taken)
    {
        Free(taken);
        _taken.Remove((taken.Key.Handler, taken.Key.Key));
    }

    private void Free(HeldOnceKey taken)
    {
        if (taken.Sequence != 0 && batches.TryGetValue(taken.Sequence, out var batch))
            batch.Live--;
        taken.Sequence = 0;
    }
}
