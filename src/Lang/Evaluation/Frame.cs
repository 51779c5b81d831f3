using System.Runtime.CompilerServices;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>The variables of one call, on the native stack if they fit.</summary>
internal readonly ref struct Frame(Execution execution, Value[] captures, Span<Value> locals)
{
    public Execution Execution { get; } = execution;

    /// <summary>The values that a lambda copied when it was created.</summary>
    public Value[] Captures { get; } = captures;

    public Span<Value> Locals { get; } = locals;
}

/// <summary>Stack space for the variables of most functions.</summary>
[InlineArray(Size)]
internal struct TinyLocals
{
    public const int Size = 4;

    private Value _first;
}

/// <summary>Stack space for the variables of nearly all other functions.</summary>
[InlineArray(Size)]
internal struct SmallLocals
{
    public const int Size = 8;

    private Value _first;
}
