using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>How an impure call ended when it was recorded.</summary>
public abstract record RecordedAnswer(string Function)
{
    public sealed record Returned(string Function, Value Result) : RecordedAnswer(Function);

    public sealed record Failed(string Function, string Code, string Message, string? Help) : RecordedAnswer(Function);

    /// <summary>It returned a value that was not recorded, because it was too large or can't be stored.</summary>
    public sealed record ResultOmitted(string Function) : RecordedAnswer(Function);
}
