namespace DarkLang.Lang.Values;

/// <summary>
/// An immutable list: a window into an array that lists built from one another share. Room behind and before the window can be
/// taken once, by whoever claims it first, so adding to the newest list is cheap and older lists never see it. Where the room before
/// it is taken, as it is in a list used as a stack, a window with the first items is put before the rest, until all are read.
/// </summary>
public sealed class ListValue : HeapValue
{
    public static readonly ListValue Empty = new([]);

    /// <summary>Up to so many first items are copied rather than a window put before another.</summary>
    private const int MostCopied = 32;

    private readonly Value[] _items;
    private readonly int _start;
    private readonly SpareRoom? _room;

    // What follows the window; once all was read it is the whole list, and the window empty. One field, so that another thread
    // can't see half of the change.
    private ListValue? _rest;

    /// <summary>Takes the array over: the caller must not change it any more.</summary>
    public ListValue(Value[] items)
    {
        _items = items;
        Count = items.Length;
    }

    private ListValue(Value[] items, int start, int count, SpareRoom? room, ListValue? rest = null)
    {
        _items = items;
        _start = start;
        Count = count;
        _room = room;
        _rest = rest;
    }

    public int Count { get; }

    /// <summary>What lists built from one another have in common, and how long it is.</summary>
    internal object Shared => _items;

    internal int SharedCount => _items.Length;

    public Value this[int index] => _rest is { } rest && index < Count - rest.Count ? _items[_start + index] : Items[index];

    public ReadOnlySpan<Value> Items => _rest is { } rest ? Whole(rest).Items : _items.AsSpan(_start, Count);

    public override ValueKind Kind => ValueKind.List;

    public ListValue Append(Value item) => Append(new ReadOnlySpan<Value>(in item));

    /// <summary>Amortised by the number of added items when the receiver is the newest list on its array.</summary>
    public ListValue Append(ReadOnlySpan<Value> added)
    {
        var count = checked(Count + added.Length);
        if (_rest is { } rest)
            return rest._rest is null ? new ListValue(_items, _start, count, _room, rest.Append(added)) : Whole(rest).Append(added);
        var end = _start + Count;
        if (_room is not null && _items.Length - end >= added.Length && _room.ClaimBehind(end, added.Length))
        {
            added.CopyTo(_items.AsSpan(end));
            return new ListValue(_items, _start, count, _room);
        }
        // A list that grew or shrank at its front is perhaps going to again: a part of the room goes there.
        var items = new Value[Grown(count)];
        var start = _start > 0 ? (items.Length - count) / 4 : 0;
        Items.CopyTo(items.AsSpan(start));
        added.CopyTo(items.AsSpan(start + Count));
        return new ListValue(items, start, count, new SpareRoom(start, start + count));
    }

    public ListValue Prepend(Value item) => Prepend(new ReadOnlySpan<Value>(in item));

    /// <summary>Amortised by the number of added items, whatever else was made of the receiver once it has room.</summary>
    public ListValue Prepend(ReadOnlySpan<Value> added)
    {
        var count = checked(Count + added.Length);
        var isRoom = _room is not null && _start >= added.Length;
        if (isRoom && _room!.ClaimBefore(_start, added.Length))
        {
            added.CopyTo(_items.AsSpan(_start - added.Length));
            return new ListValue(_items, _start - added.Length, count, _room, _rest);
        }
        if (_rest is not null || (isRoom && Count > MostCopied))
            return PutBefore(added);
        var items = new Value[Grown(count)];
        var behind = _room is not null && _start + Count < _items.Length ? (items.Length - count) / 4 : 0;
        var start = items.Length - count - behind;
        added.CopyTo(items.AsSpan(start));
        Items.CopyTo(items.AsSpan(start + added.Length));
        return new ListValue(items, start, count, new SpareRoom(start, start + count));
    }

    private ListValue PutBefore(ReadOnlySpan<Value> added)
    {
        var rest = _rest is { } after && Count - after.Count <= MostCopied ? after : this;
        var first = _items.AsSpan(_start, Count - rest.Count);
        var items = new Value[Grown(added.Length + first.Length)];
        var start = items.Length - added.Length - first.Length;
        added.CopyTo(items.AsSpan(start));
        first.CopyTo(items.AsSpan(start + added.Length));
        return new ListValue(items, start, Count + added.Length, new SpareRoom(start, items.Length), rest);
    }

    /// <summary>Shares the array while the slice is a good part of it, so that walking a list by its tails is linear and a short slice does not keep a long list alive.</summary>
    public ListValue Slice(int start, int count)
    {
        if (count == 0)
            return Empty;
        if (count == Count)
            return this;
        if (_rest is { } rest)
            return start + count == Count ? Last(count) : Whole(rest).Slice(start, count);
        // An end that is not the list's own can't be claimed: the room begins elsewhere.
        return count >= _items.Length / 4
            ? new ListValue(_items, _start + start, count, _room)
            : new ListValue(Items.Slice(start, count).ToArray());
    }

    private ListValue Last(int count)
    {
        var list = this;
        while (list._rest is { } rest)
        {
            if (count > rest.Count)
                return new ListValue(list._items, list._start + list.Count - count, count, list._room, rest);
            list = rest;
        }
        return list.Slice(list.Count - count, count);
    }

    /// <summary>The same list in one window.</summary>
    private ListValue Whole(ListValue rest)
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

    private static int Grown(int needed) => (int)Math.Min(Math.Max(4, needed * 2L), Math.Max(needed, Array.MaxLength));

    /// <summary>The bounds of the part of an array that lists already use.</summary>
    private sealed class SpareRoom(int first, int end)
    {
        private int _first = first;
        private int _end = end;

        public bool ClaimBehind(int end, int count) => Interlocked.CompareExchange(ref _end, end + count, end) == end;

        public bool ClaimBefore(int first, int count) => Interlocked.CompareExchange(ref _first, first - count, first) == first;
    }
}
