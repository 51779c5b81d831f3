using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Library;

/// <summary>Checks a size before its memory is allocated.</summary>
internal static class SizeLimits
{
    private const int EntryBytes = 16;

    public static void RequireText(this Execution execution, string function, long length) =>
        Require(execution, function, "characters", length, execution.Limits.TextLength, sizeof(char));

    public static void RequireBytes(this Execution execution, string function, long length) =>
        Require(execution, function, "bytes", length, execution.Limits.TextLength, sizeof(byte));

    public static void RequireList(this Execution execution, string function, long length) =>
        Require(execution, function, "entries", length, execution.Limits.ListLength, EntryBytes);

    private static void Require(Execution execution, string function, string unit, long length, long limit, int bytes)
    {
        if (length > limit)
            throw LibraryError.TooLong(function, unit, length, limit);
        execution.RequireMemory(length * bytes);
    }
}
