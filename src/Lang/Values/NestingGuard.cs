using System.Runtime.CompilerServices;
using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Values;

/// <summary>
/// Limits the depth of recursion over values. A program can nest values as deeply as memory allows, and a stack overflow would kill the
/// process.
/// </summary>
internal static class NestingGuard
{
    /// <summary>The deepest nesting that can be stored or written as JSON.</summary>
    public const int MaxStoredDepth = 512;

    /// <summary>The deepest nesting that can be compared, ordered or shown as text.</summary>
    public const int MaxWalkedDepth = 10_000;

    /// <summary>Checks the limit and the stack, which may be used up earlier because the program itself may be deep in calls.</summary>
    public static void CheckWalked(int depth)
    {
        if (depth > MaxWalkedDepth)
            throw TooDeep(RuntimeErrorCodes.DepthLimit, $"more deeply than {MaxWalkedDepth} levels");
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw TooDeep(RuntimeErrorCodes.DepthLimit, "too deeply");
    }

    public static void CheckStored(int depth)
    {
        if (depth > MaxStoredDepth)
            throw TooDeep(RuntimeErrorCodes.TooLarge, $"more deeply than {MaxStoredDepth} levels");
    }

    private static RuntimeErrorException TooDeep(string code, string how) =>
        new(code, $"a value is nested {how}", "build a flat list instead of wrapping a value in itself");
}
