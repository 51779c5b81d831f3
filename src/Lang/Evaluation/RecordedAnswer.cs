using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>How an impure call went when it was recorded.</summary>
public abstract record RecordedAnswer(string Function)
{
    public sealed record Gave(string Function, Value Result) : RecordedAnswer(Function);

    public sealed record Failed(string Function, string Code, string Message, string? Help) : RecordedAnswer(Function);

    /// <summary>It gave something that was not kept: too large, or nothing that can be stored.</summary>
    public sealed record NotKept(string Function) : RecordedAnswer(Function);
}
