using System.Runtime.CompilerServices;
using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Values;

/// <summary>Walks over values recurse, and a program can nest values as deep as it has memory: a stack overflow would kill the process.</summary>
internal static class NestingGuard
{
    /// <summary>The deepest nesting that can be stored or written as JSON.</summary>
    public const int StoredDepth = 512;

    /// <summary>The deepest nesting that can be compared, ordered or shown as text.</summary>
    public const int WalkedDepth = 10_000;

    /// <summary>The stack may be used up before the limit is reached: the program may be deep in calls itself.</summary>
    public static void Enter(int depth)
    {
        if (depth > WalkedDepth)
            throw new RuntimeErrorException(
                RuntimeErrorCodes.DepthLimit,
                $"a value is nested deeper than {WalkedDepth} levels",
                "build a flat list instead of wrapping a value in itself");
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new RuntimeErrorException(
                RuntimeErrorCodes.DepthLimit,
                "a value is nested too deeply to be walked through",
                "build a flat list instead of wrapping a value in itself");
    }

    public static void CheckStored(int depth)
    {
        if (depth > StoredDepth)
            throw new RuntimeErrorException(
                RuntimeErrorCodes.TooLarge,
                $"a value is nested deeper than {StoredDepth} levels",
                "build a flat list instead of wrapping a value in itself");
    }
}
