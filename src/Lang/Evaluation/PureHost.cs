using DarkLang.Lang.Library;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>The host of code that may depend on its arguments only: every impure call ends the run.</summary>
internal sealed class PureHost : IHost
{
    public static readonly PureHost Instance = new();

    private PureHost()
    {
    }

    // Only bodies of impure functions use effects, and no such body runs here.
    public IEffects Effects => throw new UnreachableException();

    public Value Perform(LibraryFunction function, Execution execution, ReadOnlySpan<Value> arguments, Location at) =>
        throw new RuntimeErrorException(
            RuntimeErrorCodes.NotPure,
            $"`{function.Name}` can't be used in an option or condition: it returns another value each time, or changes something",
            "an option may only use its event, and a condition its variables");
}
