using System.Buffers.Binary;
using System.Runtime.InteropServices;
using static DarkLang.Lang.Values.ValueEncoding;

namespace DarkLang.Lang.Values;

/// <summary>Reads the form of <see cref="ValueEncoding"/> and checks all of it.</summary>
/// <param name="immutable">The same bytes if they never change, so that long texts need not be copied; otherwise empty.</param>
internal ref struct ValueReader(ReadOnlySpan<byte> bytes, ReadOnlyMemory<byte> immutable = default)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlyMemory<byte> _immutable = immutable;
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    public Value Read(int depth)
    {
        var tag = ReadByte();
        if (tag >= SmallIntTag)
            return Value.Int(tag - SmallIntTag);
        return tag >= ShortStringTag ? Value.String(ReadText(tag - ShortStringTag)) : Read((Tag)tag, depth);
    }

    private Value Read(Tag tag, int depth) => tag switch
    {
        Tag.Null => Value.Null,
        Tag.False => Value.False,
        Tag.True => Value.True,
        Tag.Int => Value.Int(ReadZigzag()),
        Tag.Float => Value.Float(BitConverter.Int64BitsToDouble(ReadFixed())),
        Tag.Decimal => ReadDecimal(),
        Tag.String => ReadLongText(ReadLength()),
        Tag.Utf16String => Value.String(ReadUtf16()),
        Tag.Char => Value.Char(ReadString()),
        Tag.List => ReadList(depth),
        Tag.Tuple => Value.Of(new TupleValue(ReadItems(ReadLength(), depth))),
        Tag.Dict => ReadDict(depth),
        Tag.Date => ReadDate(),
        Tag.Uuid => Value.Uuid(new Guid(Take(16), bigEndian: true)),
        Tag.Nothing => Value.Nothing,
        Tag.Just => Value.Just(ReadInner(depth)),
        Tag.Ok => Value.Ok(ReadInner(depth)),
        Tag.Error => Value.Error(ReadInner(depth)),
        Tag.Bytes => Value.Of(new BytesValue(Take(ReadLength()).ToArray())),
        Tag.Password => Value.Of(new PasswordValue(Take(ReadLength()).ToArray())),
        _ => throw Damaged($"unknown kind {(byte)tag}"),
    };

    /// <summary>Reads the keys of a dict: their count, then each as a String.</summary>
    public static string[] ReadKeys(ReadOnlySpan<byte> block)
    {
        var reader = new ValueReader(block);
        var keys = new string[reader.ReadLength()];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = reader.ReadString();
            if (i > 0 && string.CompareOrdinal(keys[i - 1], keys[i]) >= 0)
                throw Damaged("its keys are out of order");
        }
        return reader.AtEnd ? keys : throw Damaged("it has bytes after its keys");
    }

    private Value ReadInner(int depth)
    {
        CheckDepth(depth);
        return Read(depth + 1);
    }

    private Value ReadList(int depth)
    {
        var count = ReadLength();
        return Value.Of(count == 0 ? ListValue.Empty : new ListValue(ReadItems(count, depth)));
    }

    private Value[] ReadItems(int count, int depth)
    {
        CheckDepth(depth);
        var items = new Value[count];
        foreach (ref var item in items.AsSpan())
            item = Read(depth + 1);
        return items;
    }

    private Value ReadDict(int depth)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(Take(4));
        var keys = KeyCache.Shared.Keys(Take(length));
        // A value takes at least one byte.
        return keys.Length <= _rest.Length
            ? Value.Of(keys.Length == 0 ? DictValue.Empty : new DictValue(keys, ReadItems(keys.Length, depth)))
            : throw Damaged("it ends too early");
    }

    private Value ReadDecimal()
    {
        const int mostScale = 28;
        var first = ReadByte();
        var (scale, isNegative) = (first & ~NegativeFlag, (first & NegativeFlag) != 0);
        var (low, high) = (ReadVarint(), ReadVarint());
        return scale <= mostScale && high <= uint.MaxValue && (low | high) != 0 | !isNegative
            ? Value.Decimal(new decimal((int)low, (int)(low >> 32), (int)high, isNegative, (byte)scale))
            : throw Damaged("a Decimal is out of range");
    }

    private Value ReadDate()
    {
        var ticks = ReadFixed();
        return ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? Value.Date(new DateTimeOffset(ticks, TimeSpan.Zero))
            : throw Damaged("a date is out of range");
    }

    private string ReadString()
    {
        var value = Read(NestingGuard.MaxStoredDepth);
        return value.IsString ? value.AsString : throw Damaged("a text is missing");
    }

    private Value ReadLongText(int length)
    {
        if (!Rope.IsDeferrable(_rest[..length]))
            return Value.String(ReadText(length));
        var start = _immutable.Length - _rest.Length;
        var text = Take(length);
        return Rope.Of(_immutable.IsEmpty ? text.ToArray() : _immutable.Slice(start, length));
    }

    private string ReadText(int length)
    {
        try
        {
            return Utf8.GetString(Take(length));
        }
        catch (DecoderFallbackException)
        {
            throw Damaged("a text is not UTF-8");
        }
    }

    private string ReadUtf16()
    {
        var bytes = Take(ReadLength());
        return bytes.Length % 2 == 0 ? new string(MemoryMarshal.Cast<byte, char>(bytes)) : throw Damaged("a text ends inside a character");
    }

    private long ReadZigzag()
    {
        var value = ReadVarint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private long ReadFixed() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    /// <summary>Reads a count of items of at least one byte. It can't exceed the bytes left to read.</summary>
    private int ReadLength()
    {
        var length = ReadVarint();
        return length <= (ulong)_rest.Length ? (int)length : throw Damaged("it ends too early");
    }

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = ReadByte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
        throw Damaged("a number is too long");
    }

    private byte ReadByte() => Take(1)[0];

    private ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)_rest.Length)
            throw Damaged("it ends too early");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private static void CheckDepth(int depth)
    {
        if (depth > NestingGuard.MaxStoredDepth)
            throw Damaged("it is nested too deeply");
    }

    private static InvalidDataException Damaged(string why) => new($"a stored value is damaged: {why}");
}
