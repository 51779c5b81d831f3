using DarkLang.Lang.Library;
using DarkLang.Lang.Source;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>One impure call as it went: enough to answer it again.</summary>
public sealed record RecordedCall(string Function, Location At, Value Result);

/// <summary>The live host: impure functions run on the given effects, and each call that gave a result is told to <paramref name="record"/>.</summary>
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
