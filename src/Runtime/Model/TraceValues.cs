using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Runtime.Model;

/// <summary>Values in traces: without the hashes of passwords, and none that is too large.</summary>
internal static class TraceValues
{
    private const int MaxBytes = 256 * 1024;

    /// <summary>Null when it can't be stored, or is too large.</summary>
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

    /// <summary>What can't be kept is replaced by a text that says so.</summary>
    public static byte[] Encode(Value value) =>
        TryEncode(value) ?? ValueEncoding.Encode(Value.String("<not kept in the trace: too large, or a function in it>"), MaxBytes);

    /// <summary>A stored event as a trace keeps it.</summary>
    public static byte[] Redact(byte[] encoded)
    {
        try
        {
            return ValueEncoding.EncodeRedacted(ValueEncoding.Decode(encoded), int.MaxValue);
        }
        catch (InvalidDataException)
        {
            // Whoever reads it is told; what can't be read shows no password either.
            return encoded;
        }
    }
}
