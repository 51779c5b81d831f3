namespace DarkLang.Runtime.Model;

/// <summary>Encodes values for traces: without the hashes of passwords, and none that is too large.</summary>
internal static class TraceValues
{
    private const int MaxBytes = 256 * 1024;

    /// <summary>Encodes a value. Returns null when it can't be stored or is too large.</summary>
    public static byte[]? TryEncode(Value value)
    {
        try
        {
            return ValueEncoding.EncodeRedacted(value, MaxBytes);
        }
        catch (RuntimeErrorException)
        {
            return null;
        }
    }

    /// <summary>Encodes a value. One that can't be kept is replaced by a text that says so.</summary>
    public static byte[] Encode(Value value) =>
        TryEncode(value) ?? ValueEncoding.Encode(Value.String("<not kept in the trace: too large, or a function in it>"), MaxBytes);

    /// <summary>Removes the hashes of passwords from a stored event.</summary>
    public static byte[] Redact(byte[] encoded)
    {
        try
        {
            return ValueEncoding.EncodeRedacted(ValueEncoding.Decode(encoded), int.MaxValue);
        }
        catch (InvalidDataException)
        {
            // The reader of the trace reports the error; bytes that can't be decoded show no password either.
            return encoded;
        }
    }
}
