using DarkLang.Lang.Library;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>An impure call that returned, with all that a replay needs to answer it.</summary>
public sealed record RecordedCall(string Function, Location At, Value Result);

/// <summary>The live host. It runs impure functions on the given effects and records each call that returned.</summary>
public sealed class EffectsHost(IEffects effects, Action<RecordedCall>? record = null) : IHost
{
    public IEffects Effects => effects;

    public Value Perform(LibraryFunction function, Execution execution, ReadOnlySpan<Value> arguments, Location at)
    {
        var result = function.Body(execution, arguments);
        record?.Invoke(new RecordedCall(function.Name, at, result));
        return result;
    }
}
