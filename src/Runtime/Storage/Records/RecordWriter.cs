namespace DarkLang.Runtime.Storage.Records;

/// <summary>
/// Writes the compact binary form of the store into a buffer that is reused. Strings that repeat are written once, and times as the
/// distance from the previous time: both depend on everything that was written since <see cref="Clear"/>.
/// </summary>
internal sealed class RecordWriter
{
    private readonly Dictionary<string, int> _strings = [];
    private byte[] _buffer = new byte[64 * 1024];
    private long _lastTicks;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public void Clear()
    {
        Length = 0;
        _lastTicks = 0;
        _strings.Clear();
    }

    /// <summary>The end of what is written, for <see cref="Rewind"/>.</summary>
    public (int Length, long LastTicks, int Strings) Position => (Length, _lastTicks, _strings.Count);

    /// <summary>Removes what was written after that position.</summary>
    public void Rewind((int Length, long LastTicks, int Strings) position)
    {
        (Length, _lastTicks) = (position.Length, position.LastTicks);
        foreach (var (text, number) in _strings)
        {
            if (number >= position.Strings)
                _strings.Remove(text);
        }
    }

    public void Byte(byte value) => Take(1)[0] = value;

    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void Number(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    public void Unsigned(ulong value)
    {
        var span = Room(10);
        var count = 0;
        while (value >= 0x80)
        {
            span[count++] = (byte)(value | 0x80);
            value >>= 7;
        }
        span[count++] = (byte)value;
        Length += count;
    }

    public void Id(Guid id) => id.TryWriteBytes(Take(16));

    public void OptionalId(Guid? id)
    {
        Flag(id is not null);
        if (id is { } value)
            Id(value);
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Unsigned((ulong)bytes.Length);
        bytes.CopyTo(Take(bytes.Length));
    }

    public void OptionalBytes(byte[]? bytes)
    {
        Flag(bytes is not null);
        if (bytes is not null)
            Bytes(bytes);
    }

    public void Text(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Unsigned((ulong)length);
        Encoding.UTF8.GetBytes(text, Take(length));
    }

    /// <summary>Writes a text that is likely to repeat before the next <see cref="Clear"/>.</summary>
    public void Interned(string text)
    {
        if (_strings.TryGetValue(text, out var number))
        {
            Unsigned((ulong)number + 1);
            return;
        }
        _strings.Add(text, _strings.Count);
        Unsigned(0);
        Text(text);
    }

    public void OptionalText(string? text)
    {
        Flag(text is not null);
        if (text is not null)
            Text(text);
    }

    public void Handler(HandlerId handler)
    {
        Byte((byte)handler.Kind);
        Interned(handler.Name);
    }

    public void Time(DateTimeOffset time)
    {
        Number(time.UtcTicks - _lastTicks);
        Number(time.TotalOffsetMinutes);
        _lastTicks = time.UtcTicks;
    }

    public void OptionalTime(DateTimeOffset? time)
    {
        Flag(time is not null);
        if (time is { } value)
            Time(value);
    }

    public void Fixed(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);

    private Span<byte> Take(int count)
    {
        var span = Room(count)[..count];
        Length += count;
        return span;
    }

    private Span<byte> Room(int count)
    {
        if (_buffer.Length - Length < count)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + count));
        return _buffer.AsSpan(Length);
    }
}
