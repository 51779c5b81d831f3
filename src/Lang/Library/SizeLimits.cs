using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Library;

/// <summary>Checks a size before its memory is allocated.</summary>
internal static class SizeLimits
{
    public static void RequireText(this Execution execution, string function, long length) =>
        Require(function, "characters", length, execution.Limits.TextLength);

    public static void RequireBytes(this Execution execution, string function, long length) =>
        Require(function, "bytes", length, execution.Limits.TextLength);

    public static void RequireList(this Execution execution, string function, long length) =>
        Require(function, "entries", length, execution.Limits.ListLength);

    private static void Require(string function, string unit, long length, long limit)
    {
        if (length > limit)
            throw LibraryError.TooLong(function, unit, length, limit);
    }
}
