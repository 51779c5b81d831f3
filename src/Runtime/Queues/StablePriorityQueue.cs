using System.Collections;

namespace DarkLang.Runtime.Queues;

/// <summary>
/// A queue in which items with a larger priority go first, and items with the same priority in the order they came. Nearly always all have
/// priority 0: then it is a plain queue.
/// </summary>
internal sealed class StablePriorityQueue<T> : IEnumerable<T>
{
    private Queue<T> _standard = new();
    private SortedDictionary<int, Queue<T>>? _others;

    public int Count { get; private set; }

    public void Enqueue(T item, int priority)
    {
        Count++;
        if (priority == 0)
        {
            _standard.Enqueue(item);
            return;
        }
        _others ??= new SortedDictionary<int, Queue<T>>(Comparer<int>.Create((a, b) => b.CompareTo(a)));
        if (!_others.TryGetValue(priority, out var level))
            _others.Add(priority, level = new Queue<T>());
        level.Enqueue(item);
    }

    public bool TryPeek([MaybeNullWhen(false)] out T item)
    {
        item = default;
        return Count > 0 && Outermost(isLast: false, out _).TryPeek(out item);
    }

    public bool TryDequeue([MaybeNullWhen(false)] out T item)
    {
        item = default;
        return Count > 0 && Take(Outermost(isLast: false, out var priority), priority, out item);
    }

    /// <summary>Takes the first item of those with the lowest priority.</summary>
    public bool TryDequeueLast([MaybeNullWhen(false)] out T item)
    {
        item = default;
        return Count > 0 && Take(Outermost(isLast: true, out var priority), priority, out item);
    }

    /// <summary>Removes items in one pass.</summary>
    public void RemoveWhere(Func<T, bool> gone)
    {
        _standard = Kept(_standard);
        Count = _standard.Count;
        foreach (var priority in _others?.Keys.ToList() ?? [])
        {
            var level = _others![priority] = Kept(_others[priority]);
            Count += level.Count;
            if (level.Count == 0)
                _others.Remove(priority);
        }

        Queue<T> Kept(Queue<T> level) => level.Any(gone) ? new Queue<T>(level.Where(item => !gone(item))) : level;
    }

    public IEnumerator<T> GetEnumerator() =>
        (_others is null ? _standard : _standard.Concat(_others.Values.SelectMany(level => level))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Queue<T> Outermost(bool isLast, out int priority)
    {
        priority = 0;
        if (_others is null || _others.Count == 0)
            return _standard;
        var (outermost, level) = isLast ? _others.Last() : _others.First();
        if (_standard.Count > 0 && (isLast ? outermost > 0 : outermost < 0))
            return _standard;
        priority = outermost;
        return level;
    }

    private bool Take(Queue<T> level, int priority, [MaybeNullWhen(false)] out T item)
    {
        Count--;
        var taken = level.TryDequeue(out item);
        if (level.Count == 0 && priority != 0)
            _others!.Remove(priority);
        return taken;
    }
}
