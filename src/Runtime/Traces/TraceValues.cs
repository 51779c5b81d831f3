using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Runtime.Traces;

/// <summary>Values in traces: what can't be stored, or is too large, is kept as a text that says so.</summary>
internal static class TraceValues
{
    private const int MaxBytes = 256 * 1024;

    public static byte[] Encode(Value value)
    {
        try
        {
            return ValueEncoding.Encode(value, MaxBytes);
        }
        catch (RuntimeErrorException e)
        {
            return ValueEncoding.Encode(Value.String($"<not kept in the trace: {e.Message}>"), MaxBytes);
        }
    }
}
