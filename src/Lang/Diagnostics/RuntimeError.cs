namespace DarkLang.Lang.Diagnostics;

/// <summary>Why a program failed. The code, such as <c>D0501</c>, is stable; the message contains the values involved.</summary>
public sealed record RuntimeError(string Code, string Message, Location At, string? Help = null)
{
    /// <summary>The Dark call stack, innermost first. A long one is shortened in the middle.</summary>
    public IReadOnlyList<StackFrame> Stack { get; init; } = [];
}

/// <summary>A function or handler on the call stack, and the place in it that was being evaluated.</summary>
public sealed record StackFrame(string Function, Location At);
