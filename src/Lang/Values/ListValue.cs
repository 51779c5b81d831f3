namespace DarkLang.Lang.Values;

/// <summary>
/// An immutable list: a window into an array that lists derived from one another share. The spare capacity before and after the window
/// can be claimed only once, so adding to the newest list is cheap and older lists never see the change. If the capacity before the
/// window is already claimed, as in a list used as a stack, a new window with the first items is linked to the rest of the list. The
/// windows are joined when all items are read. The items of a long range are computed as they are read, and made only when all are.
/// </summary>
public sealed class ListValue : HeapValue
{
    public static readonly ListValue Empty = new([]);

    // Up to this many first items are copied instead of linking a window to another.
    private const int MaxCopiedItems = 32;

    private readonly Value[] _items;
    private readonly int _start;
    private readonly ClaimedRange? _claimed;
    private readonly ComputedItems? _computed;

    // The items after the window. After all items were read, it is the whole list and the window is empty. One field, so another
    // thread never sees half of the change.
    private ListValue? _rest;

    /// <summary>Creates a list that owns the array: the caller must not change it afterwards.</summary>
    public ListValue(Value[] items)
    {
        _items = items;
        Count = items.Length;
    }

    private ListValue(Value[] items, int start, int count, ClaimedRange? claimed, ListValue? rest = null)
    {
        _items = items;
        _start = start;
        Count = count;
        _claimed = claimed;
        _rest = rest;
    }

    private ListValue(ComputedItems computed, int count)
    {
        _items = [];
        _computed = computed;
        Count = count;
    }

    /// <summary>Creates a list of items that are the same whenever they are computed.</summary>
    internal static ListValue Of(ComputedItems computed, int count) =>
        count > MaxCopiedItems ? new ListValue(computed, count) : new ListValue(computed, count).Build(computed);

    public int Count { get; }

    /// <summary>The array that lists derived from one another share.</summary>
    internal object Shared => _items;

    internal int SharedCount => _items.Length;

    public Value this[int index] => _rest is { } rest && index < Count - rest.Count ? _items[_start + index]
        : Unbuilt is { } computed ? computed[index]
        : Items[index];

    public ReadOnlySpan<Value> Items => _rest is { } rest ? Flatten(rest).Items
        : _computed is { } computed ? Build(computed).Items
        : _items.AsSpan(_start, Count);

    /// <summary>Enumerates the items without making those that are computed.</summary>
    public Enumerator GetEnumerator() => Unbuilt is { } computed ? new Enumerator([], computed, Count) : new Enumerator(Items, null, Count);

    // What computes the items while they are not made.
    private ComputedItems? Unbuilt => _rest is null ? _computed : null;

    public override ValueKind Kind => ValueKind.List;

    public ListValue Append(Value item) => Append(new ReadOnlySpan<Value>(in item));

    /// <summary>Amortised linear in the number of added items if the receiver is the newest list on its array.</summary>
    public ListValue Append(ReadOnlySpan<Value> added)
    {
        var count = checked(Count + added.Length);
        if (Unbuilt is { } computed)
            return Build(computed).Append(added);
        if (_rest is { } rest)
            return rest._rest is null ? new ListValue(_items, _start, count, _claimed, rest.Append(added)) : Flatten(rest).Append(added);
        var end = _start + Count;
        if (_claimed is not null && _items.Length - end >= added.Length && _claimed.TryClaimAfter(end, added.Length))
        {
            added.CopyTo(_items.AsSpan(end));
            return new ListValue(_items, _start, count, _claimed);
        }
        // A list that grew or shrank at its front may do so again, so it gets a part of the spare capacity.
        var items = new Value[GrownCapacity(count)];
        var start = _start > 0 ? (items.Length - count) / 4 : 0;
        Items.CopyTo(items.AsSpan(start));
        added.CopyTo(items.AsSpan(start + Count));
        return new ListValue(items, start, count, new ClaimedRange(start, start + count));
    }

    public ListValue Prepend(Value item) => Prepend(new ReadOnlySpan<Value>(in item));

    /// <summary>Amortised linear in the number of added items for any receiver that has spare capacity.</summary>
    public ListValue Prepend(ReadOnlySpan<Value> added)
    {
        var count = checked(Count + added.Length);
        if (Unbuilt is { } computed)
            return Build(computed).Prepend(added);
        var hasCapacity = _claimed is not null && _start >= added.Length;
        if (hasCapacity && _claimed!.TryClaimBefore(_start, added.Length))
        {
            added.CopyTo(_items.AsSpan(_start - added.Length));
            return new ListValue(_items, _start - added.Length, count, _claimed, _rest);
        }
        if (_rest is not null || (hasCapacity && Count > MaxCopiedItems))
            return LinkBefore(added);
        var items = new Value[GrownCapacity(count)];
        var spareAfter = _claimed is not null && _start + Count < _items.Length ? (items.Length - count) / 4 : 0;
        var start = items.Length - count - spareAfter;
        added.CopyTo(items.AsSpan(start));
        Items.CopyTo(items.AsSpan(start + added.Length));
        return new ListValue(items, start, count, new ClaimedRange(start, start + count));
    }

    private ListValue LinkBefore(ReadOnlySpan<Value> added)
    {
        var rest = _rest is { } after && Count - after.Count <= MaxCopiedItems ? after : this;
        var first = _items.AsSpan(_start, Count - rest.Count);
        var items = new Value[GrownCapacity(added.Length + first.Length)];
        var start = items.Length - added.Length - first.Length;
        added.CopyTo(items.AsSpan(start));
        first.CopyTo(items.AsSpan(start + added.Length));
        return new ListValue(items, start, Count + added.Length, new ClaimedRange(start, items.Length), rest);
    }

    /// <summary>
    /// Shares the array if the slice is a large part of it: walking a list by its tails is linear, and a short slice does not keep a long
    /// list alive.
    /// </summary>
    public ListValue Slice(int start, int count)
    {
        if (count == 0)
            return Empty;
        if (count == Count)
            return this;
        if (Unbuilt is { } computed)
            return Of(computed.Skip(start), count);
        if (_rest is { } rest)
            return start + count == Count ? Last(count) : Flatten(rest).Slice(start, count);
        // Capacity after the slice can't be claimed unless the slice ends where the list does.
        return count >= _items.Length / 4
            ? new ListValue(_items, _start + start, count, _claimed)
            : new ListValue(Items.Slice(start, count).ToArray());
    }

    public ListValue Skip(int count) => Slice(count, Count - count);

    private ListValue Last(int count)
    {
        var list = this;
        while (list._rest is { } rest)
        {
            if (count > rest.Count)
                return new ListValue(list._items, list._start + list.Count - count, count, list._claimed, rest);
            list = rest;
        }
        return list.Slice(list.Count - count, count);
    }

    private ListValue Build(ComputedItems computed)
    {
        var items = new Value[Count];
        for (var index = 0; index < items.Length; index++)
            items[index] = computed[index];
        return _rest = new ListValue(items);
    }

    /// <summary>Returns the list as one window.</summary>
    private ListValue Flatten(ListValue rest)
    {
        if (rest.Count == Count)
            return rest;
        var items = new Value[Count];
        var list = this;
        for (; list._rest is { } next; list = next)
            list._items.AsSpan(list._start, list.Count - next.Count).CopyTo(items.AsSpan(Count - list.Count));
        list.Items.CopyTo(items.AsSpan(Count - list.Count));
        return _rest = new ListValue(items);
    }

    private static int GrownCapacity(int needed) => (int)Math.Min(Math.Max(4, needed * 2L), Math.Max(needed, Array.MaxLength));

    public ref struct Enumerator
    {
        private readonly ReadOnlySpan<Value> _items;
        private readonly ComputedItems? _computed;
        private readonly int _count;
        private int _index = -1;

        internal Enumerator(ReadOnlySpan<Value> items, ComputedItems? computed, int count)
        {
            _items = items;
            (_computed, _count) = (computed, count);
        }

        public readonly Value Current => _computed is null ? _items[_index] : _computed[_index];

        public bool MoveNext() => ++_index < _count;
    }

    /// <summary>The bounds of the part of an array that lists have claimed.</summary>
    private sealed class ClaimedRange(int first, int end)
    {
        private int _first = first;
        private int _end = end;

        public bool TryClaimAfter(int end, int count) => Interlocked.CompareExchange(ref _end, end + count, end) == end;

        public bool TryClaimBefore(int first, int count) => Interlocked.CompareExchange(ref _first, first - count, first) == first;
    }
}
