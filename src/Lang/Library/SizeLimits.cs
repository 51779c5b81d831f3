using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Library;

/// <summary>Checks a size before its memory is allocated.</summary>
internal static class SizeLimits
{
    public static void RequireText(this Execution execution, string function, long length)
    {
        if (length > execution.Limits.TextLength)
            throw LibraryError.TooLong(function, "characters", length, execution.Limits.TextLength);
    }

    public static void RequireBytes(this Execution execution, string function, long length)
    {
        if (length > execution.Limits.TextLength)
            throw LibraryError.TooLong(function, "bytes", length, execution.Limits.TextLength);
    }

    public static void RequireList(this Execution execution, string function, long length)
    {
        if (length > execution.Limits.ListLength)
            throw LibraryError.TooLong(function, "entries", length, execution.Limits.ListLength);
    }
}
