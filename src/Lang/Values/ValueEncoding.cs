namespace DarkLang.Lang.Values;

/// <summary>
/// The compact binary form in which values are stored: every kind but functions and datastores, byte for byte the same value back.
/// A tag byte, then the content; counts and lengths are varints. Tags from 0x80 are the Ints 0 to 127, tags from 0x40 are Strings
/// of up to 63 bytes.
/// </summary>
public static class ValueEncoding
{
    /// <summary>Throws <see cref="Evaluation.RuntimeErrorException"/> when the value holds a function, naming the path to it, or is larger than the limit.</summary>
    public static byte[] Encode(Value value, int maxBytes) => Encode(value, maxBytes, redacts: false);

    /// <summary>The same without the hashes of passwords: for what is kept to be looked at.</summary>
    public static byte[] EncodeRedacted(Value value, int maxBytes) => Encode(value, maxBytes, redacts: true);

    /// <summary>Throws <see cref="InvalidDataException"/> when the bytes are not such a form; never reads past the end, never allocates by a wrong length.</summary>
    public static Value Decode(ReadOnlySpan<byte> bytes) => Decode(new ValueReader(bytes));

    /// <summary>The same of bytes that nobody writes to any more: the value may go on using them.</summary>
    public static Value DecodeLasting(byte[] bytes) => Decode(new ValueReader(bytes, bytes));

    private static Value Decode(ValueReader reader)
    {
        var value = reader.Read(0);
        return reader.AtEnd ? value : throw new InvalidDataException("the stored value has bytes after its end");
    }

    private static byte[] Encode(Value value, int maxBytes, bool redacts)
    {
        var writer = new ValueWriter(stackalloc byte[512], maxBytes, redacts);
        try
        {
            writer.Write(value, 0);
            return writer.ToArray();
        }
        catch (ValueWriter.NotStorableException)
        {
            throw ValuePath.NotStorable(value);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Whether a password is in it that <see cref="EncodeRedacted"/> took the hash from.</summary>
    public static bool HoldsRedacted(ReadOnlySpan<byte> bytes) => HoldsRedacted(Decode(bytes));

    private static bool HoldsRedacted(Value value) => value.Reference switch
    {
        PasswordValue password => password.Hash.IsEmpty,
        ListValue list => Any(list.Items),
        TupleValue tuple => Any(tuple.Items),
        DictValue dict => Any(dict.Values),
        OptionValue { IsJust: true } option => HoldsRedacted(option.Inner),
        ResultValue result => HoldsRedacted(result.Inner),
        _ => false,
    };

    private static bool Any(ReadOnlySpan<Value> values)
    {
        foreach (var value in values)
        {
            if (HoldsRedacted(value))
                return true;
        }
        return false;
    }

    internal const byte SmallIntTag = 0x80;
    internal const byte ShortStringTag = 0x40;
    internal const int ShortStringLimit = 63;

    /// <summary>The numbers are stored: new ones go to the end.</summary>
    internal enum Tag : byte
    {
        Null,
        False,
        True,
        Int,
        Float,
        String,
        /// <summary>A String with unpaired surrogates, which UTF-8 can't hold.</summary>
        Utf16String,
        Char,
        List,
        Tuple,
        /// <summary>The length of its keys in bytes, their count, the keys, then the values in the same order.</summary>
        Dict,
        Date,
        Uuid,
        Nothing,
        Just,
        Ok,
        Error,
        Bytes,
        Password,
    }
}
