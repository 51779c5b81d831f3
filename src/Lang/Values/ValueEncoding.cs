namespace DarkLang.Lang.Values;

/// <summary>
/// The compact binary form in which values are stored. It covers all kinds except functions, and decodes to the same
/// value. A tag byte precedes the content; counts and lengths are varints. Tags from 0x80 are the Ints 0 to 127, tags from 0x40 are
/// Strings of up to 63 bytes.
/// </summary>
public static class ValueEncoding
{
    /// <summary>
    /// Throws <see cref="Evaluation.RuntimeErrorException"/> if the value contains a function, with its path, or is larger than the limit.
    /// </summary>
    public static byte[] Encode(Value value, int maxBytes) => Encode(value, maxBytes, redacts: false);

    /// <summary>Encodes a value without the hashes of passwords, for people to inspect.</summary>
    public static byte[] EncodeRedacted(Value value, int maxBytes) => Encode(value, maxBytes, redacts: true);

    /// <summary>
    /// Throws <see cref="InvalidDataException"/> if the bytes are not valid. Never reads past the end or allocates for a wrong length.
    /// </summary>
    public static Value Decode(ReadOnlySpan<byte> bytes) => Decode(new ValueReader(bytes));

    /// <summary>Decodes bytes that never change: the value may continue to use them.</summary>
    public static Value DecodeInPlace(byte[] bytes) => Decode(new ValueReader(bytes, bytes));

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

    /// <summary>Returns whether the value contains a password whose hash <see cref="EncodeRedacted"/> removed.</summary>
    public static bool ContainsRedacted(ReadOnlySpan<byte> bytes) => ContainsRedacted(Decode(bytes));

    private static bool ContainsRedacted(Value value) => value.Reference switch
    {
        PasswordValue password => password.Hash.IsEmpty,
        ListValue list => Any(list.Items),
        TupleValue tuple => Any(tuple.Items),
        DictValue dict => Any(dict.Values),
        OptionValue { IsJust: true } option => ContainsRedacted(option.Inner),
        ResultValue result => ContainsRedacted(result.Inner),
        _ => false,
    };

    private static bool Any(ReadOnlySpan<Value> values)
    {
        foreach (var value in values)
        {
            if (ContainsRedacted(value))
                return true;
        }
        return false;
    }

    internal const byte SmallIntTag = 0x80;
    internal const byte ShortStringTag = 0x40;
    internal const int ShortStringLimit = 63;

    /// <summary>Set in the first byte of a negative Decimal.</summary>
    internal const byte NegativeFlag = 0x80;

    /// <summary>The numbers are stored: add new tags at the end.</summary>
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
        /// <summary>The length of the keys in bytes, their count, the keys, then the values in the same order.</summary>
        Dict,
        Date,
        Uuid,
        Nothing,
        Just,
        Ok,
        Error,
        Bytes,
        Password,
        /// <summary>A byte with the digits after the point and the sign, then the number without its point.</summary>
        Decimal,
    }
}
