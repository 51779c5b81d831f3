namespace DarkLang.Runtime.Storage.Records;

/// <summary>
/// Reads what <see cref="RecordWriter"/> wrote, and throws <see cref="InvalidDataException"/> on anything else. Never reads past the end,
/// and never allocates more than the bytes can fill.
/// </summary>
internal ref struct RecordReader(ReadOnlySpan<byte> bytes, StringPool pool)
{
    private readonly List<string> _strings = [];
    private ReadOnlySpan<byte> _rest = bytes;
    private long _lastTicks;

    public readonly bool AtEnd => _rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public bool Flag() => Byte() switch { 0 => false, 1 => true, var other => throw new InvalidDataException($"a flag is {other}") };

    public long Number()
    {
        var value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
        throw new InvalidDataException("a number does not end");
    }

    public int Count()
    {
        var count = Unsigned();
        return count <= (ulong)_rest.Length ? (int)count : throw new InvalidDataException($"a count of {count} is larger than the rest");
    }

    public int Int()
    {
        var value = Number();
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw new InvalidDataException($"{value} is out of range");
    }

    public Guid Id() => new(Take(16));

    public Guid? OptionalId() => Flag() ? Id() : null;

    public byte[] Bytes()
    {
        var count = Count();
        return count == 0 ? [] : Take(count).ToArray();
    }

    /// <summary>Skips bytes. Returns how many they are.</summary>
    public int SkipBytes() => Take(Count()).Length;

    public byte[]? OptionalBytes() => Flag() ? Bytes() : null;

    public string Text() => pool.Read(Take(Count()));

    public string? OptionalText() => Flag() ? Text() : null;

    public string Interned()
    {
        var number = Unsigned();
        if (number != 0)
            return number <= (ulong)_strings.Count ? _strings[(int)number - 1] : throw new InvalidDataException($"no text {number}");
        var text = Text();
        _strings.Add(text);
        return text;
    }

    public T[] Array<T>(FactReader<T> read)
    {
        var items = new T[Count()];
        for (var i = 0; i < items.Length; i++)
            items[i] = read(ref this);
        return items;
    }

    public HandlerId Handler()
    {
        var kind = Byte();
        if (kind > (byte)HandlerKind.Cron)
            throw new InvalidDataException($"{kind} is not a kind of handler");
        return new HandlerId((HandlerKind)kind, Interned());
    }

    public DateTimeOffset Time()
    {
        var ticks = unchecked(_lastTicks + Number());
        var offset = Number();
        var local = unchecked(ticks + (offset * TimeSpan.TicksPerMinute));
        if (offset is < -840 or > 840 || Math.Min(ticks, local) < 0 || Math.Max(ticks, local) > DateTimeOffset.MaxValue.Ticks)
            throw new InvalidDataException("a time is out of range");
        _lastTicks = ticks;
        return new DateTimeOffset(local, TimeSpan.FromMinutes(offset));
    }

    public DateTimeOffset? OptionalTime() => Flag() ? Time() : null;

    public long Fixed() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
            throw new InvalidDataException("the data ends too early");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
