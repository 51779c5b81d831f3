using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using DarkLang.Lang.Evaluation;
using static DarkLang.Lang.Values.ValueEncoding;

namespace DarkLang.Lang.Values;

/// <summary>Writes the form of <see cref="ValueEncoding"/> in one pass to a buffer that starts on the stack.</summary>
internal ref struct ValueWriter(Span<byte> initial, int maxBytes, bool redacts = false)
{
    private const int MaxVarintLength = 10;

    private Span<byte> _buffer = initial;
    private byte[]? _rented;
    private int _length;

    public readonly byte[] ToArray() => _length <= maxBytes ? _buffer[.._length].ToArray() : throw TooLarge();

    public void Dispose()
    {
        if (_rented is not null)
            ArrayPool<byte>.Shared.Return(_rented);
        _rented = null;
    }

    public void Write(Value value, int depth)
    {
        switch (value.Reference)
        {
            case null:
                WriteInt(value.AsInt);
                break;
            case string text:
                WriteString(text);
                break;
            case DictValue dict:
                WriteDict(dict, depth);
                break;
            case ListValue list:
                WriteItems(Tag.List, list.Items, depth);
                break;
            case TupleValue tuple:
                WriteItems(Tag.Tuple, tuple.Items, depth);
                break;
            default:
                WriteOther(value, depth);
                break;
        }
    }

    private void WriteOther(Value value, int depth)
    {
        switch (value.Kind)
        {
            case ValueKind.String when value.Reference is Rope { UnreadAscii: { IsEmpty: false } ascii }:
                RequireLimit(ascii.Length);
                WriteBytes(Tag.String, ascii);
                break;
            case ValueKind.String:
                WriteString(value.AsString);
                break;
            case ValueKind.Float:
                WriteFixed(Tag.Float, value.Bits);
                break;
            case ValueKind.Decimal:
                WriteDecimal(value.AsDecimal);
                break;
            case ValueKind.Date:
                WriteFixed(Tag.Date, value.Bits);
                break;
            case ValueKind.Bool:
                WriteTag(value.AsBool ? Tag.True : Tag.False);
                break;
            case ValueKind.Null:
                WriteTag(Tag.Null);
                break;
            case ValueKind.Uuid:
                WriteTag(Tag.Uuid);
                value.AsUuid.TryWriteBytes(Reserve(16), bigEndian: true, out _);
                _length += 16;
                break;
            case ValueKind.Char:
                WriteTag(Tag.Char);
                WriteString(value.AsChar);
                break;
            case ValueKind.Option:
                WriteWrapped(value.AsOption.IsJust ? Tag.Just : Tag.Nothing, value.AsOption.Inner, depth);
                break;
            case ValueKind.Result:
                WriteWrapped(value.AsResult.IsOk ? Tag.Ok : Tag.Error, value.AsResult.Inner, depth);
                break;
            case ValueKind.Bytes:
                WriteBytes(Tag.Bytes, value.AsBytes.Content);
                break;
            case ValueKind.Password:
                WriteBytes(Tag.Password, redacts ? [] : ((PasswordValue)value.Reference!).Hash);
                break;
            case ValueKind.Function:
                throw new NotStorableException();
            default:
                throw new UnreachableException();
        }
    }

    private void WriteInt(long value)
    {
        if (value is >= 0 and < SmallIntTag)
        {
            Reserve(1)[0] = (byte)(SmallIntTag + value);
            _length++;
            return;
        }
        WriteTag(Tag.Int);
        WriteVarint((ulong)((value << 1) ^ (value >> 63)));
    }

    private void WriteDecimal(decimal number)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(number, parts);
        WriteTag(Tag.Decimal);
        Reserve(1)[0] = (byte)(number.Scale | (decimal.IsNegative(number) ? NegativeFlag : 0));
        _length++;
        // Amounts are mostly short, so most of these bytes are not written.
        WriteVarint((uint)parts[0] | ((ulong)(uint)parts[1] << 32));
        WriteVarint((uint)parts[2]);
    }

    private void WriteString(string text)
    {
        // A UTF-16 unit takes at most three bytes, so the length of such a short text can be written afterwards.
        if (text.Length * 3L <= ShortStringLimit * 3 && TryWriteShort(text))
            return;
        var length = Encoding.UTF8.GetByteCount(text);
        RequireLimit(length);
        var start = _length;
        WriteTag(Tag.String);
        WriteVarint((ulong)length);
        if (Utf8.FromUtf16(text, Reserve(length), out _, out _, replaceInvalidSequences: false) == OperationStatus.Done)
        {
            _length += length;
            return;
        }
        _length = start;
        WriteBytes(Tag.Utf16String, MemoryMarshal.AsBytes(text.AsSpan()));
    }

    private bool TryWriteShort(string text)
    {
        var target = Reserve(1 + (ShortStringLimit * 3));
        if (Utf8.FromUtf16(text, target[1..], out _, out var length, replaceInvalidSequences: false) != OperationStatus.Done
            || length > ShortStringLimit)
            return false;
        target[0] = (byte)(ShortStringTag + length);
        _length += 1 + length;
        return true;
    }

    private void WriteItems(Tag tag, ReadOnlySpan<Value> items, int depth)
    {
        NestingGuard.CheckStored(depth);
        WriteTag(tag);
        WriteVarint((ulong)items.Length);
        foreach (ref readonly var item in items)
            Write(item, depth + 1);
    }

    private void WriteDict(DictValue dict, int depth)
    {
        NestingGuard.CheckStored(depth);
        WriteTag(Tag.Dict);
        WriteKeys(dict.Keys);
        foreach (ref readonly var value in dict.Values)
            Write(value, depth + 1);
    }

    private void WriteKeys(ReadOnlySpan<string> keys)
    {
        // The length in front has a fixed width, so nothing has to move when it becomes known.
        Reserve(4);
        var lengthAt = _length;
        _length += 4;
        WriteVarint((ulong)keys.Length);
        foreach (var key in keys)
            WriteString(key);
        BinaryPrimitives.WriteInt32LittleEndian(_buffer[lengthAt..], _length - lengthAt - 4);
    }

    private void WriteWrapped(Tag tag, Value inner, int depth)
    {
        NestingGuard.CheckStored(depth);
        WriteTag(tag);
        if (tag != Tag.Nothing)
            Write(inner, depth + 1);
    }

    private void WriteBytes(Tag tag, ReadOnlySpan<byte> content)
    {
        WriteTag(tag);
        WriteVarint((ulong)content.Length);
        content.CopyTo(Reserve(content.Length));
        _length += content.Length;
    }

    private void WriteFixed(Tag tag, long bits)
    {
        WriteTag(tag);
        BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), bits);
        _length += 8;
    }

    private void WriteTag(Tag tag)
    {
        Reserve(1)[0] = (byte)tag;
        _length++;
    }

    private void WriteVarint(ulong value)
    {
        var target = Reserve(MaxVarintLength);
        var i = 0;
        for (; value >= 0x80; value >>= 7)
            target[i++] = (byte)(value | 0x80);
        target[i++] = (byte)value;
        _length += i;
    }

    private Span<byte> Reserve(int size)
    {
        if (_buffer.Length - _length < size)
            Grow(size);
        return _buffer[_length..];
    }

    private void Grow(int size)
    {
        RequireLimit(0);
        RequireLimit(size - (MaxVarintLength + (ShortStringLimit * 3)));
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(_buffer.Length * 2L, _length + (long)size), Array.MaxLength));
        _buffer[.._length].CopyTo(larger);
        Dispose();
        _rented = larger;
        _buffer = larger;
    }

    private readonly void RequireLimit(int added)
    {
        if ((long)_length + added > maxBytes)
            throw TooLarge();
    }

    private readonly RuntimeErrorException TooLarge() => new(
        RuntimeErrorCodes.TooLarge, $"the value is larger than {maxBytes} bytes in its stored form",
        "store the large part elsewhere and emit its key");

    /// <summary>The value contains a function. The caller finds its path.</summary>
    public sealed class NotStorableException : Exception;
}
