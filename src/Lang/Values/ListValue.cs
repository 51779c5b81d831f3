namespace DarkLang.Lang.Values;

/// <summary>
/// An immutable list: a window into an array that lists built from one another share. Room behind and before the window can be
/// taken once, by whoever claims it first, so adding to the newest list is cheap and older lists never see it.
/// </summary>
public sealed class ListValue : HeapValue
{
    public static readonly ListValue Empty = new([]);

    private readonly Value[] _items;
    private readonly int _start;
    private readonly SpareRoom? _room;

    /// <summary>Takes the array over: the caller must not change it any more.</summary>
    public ListValue(Value[] items)
    {
        _items = items;
        Count = items.Length;
    }

    private ListValue(Value[] items, int start, int count, SpareRoom? room)
    {
        _items = items;
        _start = start;
        Count = count;
        _room = room;
    }

    public int Count { get; }

    public Value this[int index] => Items[index];

    public ReadOnlySpan<Value> Items => _items.AsSpan(_start, Count);

    public override ValueKind Kind => ValueKind.List;

    public ListValue Append(Value item) => Append(new ReadOnlySpan<Value>(in item));

    /// <summary>Amortised by the number of added items when the receiver is the newest list on its array.</summary>
    public ListValue Append(ReadOnlySpan<Value> added)
    {
        var end = _start + Count;
        if (_room is not null && _items.Length - end >= added.Length && _room.ClaimBehind(end, added.Length))
        {
            added.CopyTo(_items.AsSpan(end));
            return new ListValue(_items, _start, Count + added.Length, _room);
        }
        var items = new Value[Grown(checked(Count + added.Length))];
        Items.CopyTo(items);
        added.CopyTo(items.AsSpan(Count));
        return new ListValue(items, 0, Count + added.Length, new SpareRoom(0, Count + added.Length));
    }

    /// <summary>Amortised constant when the receiver is the newest list on its array.</summary>
    public ListValue Prepend(Value item)
    {
        if (_room is not null && _start > 0 && _room.ClaimBefore(_start))
        {
            _items[_start - 1] = item;
            return new ListValue(_items, _start - 1, Count + 1, _room);
        }
        var items = new Value[Grown(checked(Count + 1))];
        var start = items.Length - Count - 1;
        items[start] = item;
        Items.CopyTo(items.AsSpan(start + 1));
        return new ListValue(items, start, Count + 1, new SpareRoom(start, items.Length));
    }

    /// <summary>Shares the array while the slice is a good part of it, so that walking a list by its tails is linear and a short slice does not keep a long list alive.</summary>
    public ListValue Slice(int start, int count)
    {
        if (count == 0)
            return Empty;
        if (count == Count)
            return this;
        return count >= _items.Length / 4
            ? new ListValue(_items, _start + start, count, room: null)
            : new ListValue(Items.Slice(start, count).ToArray());
    }

    private static int Grown(int needed) => (int)Math.Min(Math.Max(4, needed * 2L), Math.Max(needed, Array.MaxLength));

    /// <summary>The bounds of the part of an array that lists already use.</summary>
    private sealed class SpareRoom(int first, int end)
    {
        private int _first = first;
        private int _end = end;

        public bool ClaimBehind(int end, int count) => Interlocked.CompareExchange(ref _end, end + count, end) == end;

        public bool ClaimBefore(int first) => Interlocked.CompareExchange(ref _first, first - 1, first) == first;
    }
}
