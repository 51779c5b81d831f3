using DarkLang.Lang.Diagnostics;

namespace DarkLang.Lang.Evaluation;

/// <summary>Shortens a long call stack to its innermost and outermost calls.</summary>
internal static class CallStackText
{
    private const int Innermost = 20;
    private const int Outermost = 10;

    public static IReadOnlyList<StackFrame> Shorten(List<StackFrame> frames)
    {
        var left = frames.Count - Innermost - Outermost;
        if (left <= 1)
            return frames;
        var gap = new StackFrame($"… {left} more calls …", frames[Innermost].At);
        return [.. frames.Take(Innermost), gap, .. frames.TakeLast(Outermost)];
    }
}
