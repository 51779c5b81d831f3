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
        // A list that grew or shrank at its front is perhaps going to again: a part of the room goes there.
        var count = checked(Count + added.Length);
        var items = new Value[Grown(count)];
        var start = _start > 0 ? (items.Length - count) / 4 : 0;
        Items.CopyTo(items.AsSpan(start));
        added.CopyTo(items.AsSpan(start + Count));
        return new ListValue(items, start, count, new SpareRoom(start, start + count));
    }

    public ListValue Prepend(Value item) => Prepend(new ReadOnlySpan<Value>(in item));

    /// <summary>Amortised by the number of added items when the receiver is the newest list on its array.</summary>
    public ListValue Prepend(ReadOnlySpan<Value> added)
    {
        if (_room is not null && _start >= added.Length && _room.ClaimBefore(_start, added.Length))
        {
            added.CopyTo(_items.AsSpan(_start - added.Length));
            return new ListValue(_items, _start - added.Length, Count + added.Length, _room);
        }
        var count = checked(Count + added.Length);
        var items = new Value[Grown(count)];
        var behind = _room is not null && _start + Count < _items.Length ? (items.Length - count) / 4 : 0;
        var start = items.Length - count - behind;
        added.CopyTo(items.AsSpan(start));
        Items.CopyTo(items.AsSpan(start + added.Length));
        return new ListValue(items, start, count, new SpareRoom(start, start + count));
    }

    /// <summary>Shares the array while the slice is a good part of it, so that walking a list by its tails is linear and a short slice does not keep a long list alive.</summary>
    public ListValue Slice(int start, int count)
    {
        if (count == 0)
            return Empty;
        if (count == Count)
            return this;
        // An end that is not the list's own can't be claimed: the room begins elsewhere.
        return count >= _items.Length / 4
            ? new ListValue(_items, _start + start, count, _room)
            : new ListValue(Items.Slice(start, count).ToArray());
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
