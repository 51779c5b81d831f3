using DarkLang.Lang.Evaluation;

namespace DarkLang.Lang.Values;

/// <summary>The base of the values that are objects. They are immutable as soon as a program can see them.</summary>
public abstract class HeapValue
{
    public abstract ValueKind Kind { get; }
}

public sealed class CharValue(string text) : HeapValue
{
    private static readonly CharValue[] Ascii = [.. Enumerable.Range(0, 128).Select(unit => new CharValue(((char)unit).ToString()))];

    public string Text { get; } = text;

    internal static CharValue Of(ReadOnlySpan<char> cluster) =>
        cluster is [< (char)128 and var unit] ? Ascii[unit] : new CharValue(cluster.ToString());

    public override ValueKind Kind => ValueKind.Char;
}

/// <summary>
/// A number of 96 bits with 0 to 28 digits after the point. Numbers that differ only in zeros at the end are equal, but their texts differ.
/// </summary>
public sealed class DecimalValue(decimal number) : HeapValue
{
    // Arithmetic of .NET may give a negative zero, whose sign no text shows.
    public decimal Number { get; } = number == 0 ? decimal.Abs(number) : number;

    public override ValueKind Kind => ValueKind.Decimal;
}

public sealed class UuidValue(Guid id) : HeapValue
{
    public Guid Id { get; } = id;

    public override ValueKind Kind => ValueKind.Uuid;
}

public sealed class TupleValue(Value[] items) : HeapValue
{
    public ReadOnlySpan<Value> Items => items;

    public override ValueKind Kind => ValueKind.Tuple;
}

public sealed class BytesValue(byte[] content) : HeapValue
{
    public ReadOnlySpan<byte> Content => content;

    public override ValueKind Kind => ValueKind.Bytes;
}

/// <summary><c>Nothing</c>, or <c>Just</c> a value.</summary>
public sealed class OptionValue(bool isJust, Value inner) : HeapValue
{
    public static readonly OptionValue Nothing = new(false, default);

    public bool IsJust { get; } = isJust;

    public Value Inner { get; } = inner;

    public override ValueKind Kind => ValueKind.Option;
}

public sealed class ResultValue(bool isOk, Value inner) : HeapValue
{
    public bool IsOk { get; } = isOk;

    public Value Inner { get; } = inner;

    public override ValueKind Kind => ValueKind.Result;
}

/// <summary>A lambda or a named function. The evaluator implements it, and the library calls it.</summary>
public abstract class FunctionValue : HeapValue
{
    public override ValueKind Kind => ValueKind.Function;

    /// <summary>The name of a canvas or library function; null for a lambda.</summary>
    public abstract string? Name { get; }

    public abstract int Arity { get; }

    /// <summary>Calls the function. A wrong number of arguments is a runtime error.</summary>
    public abstract Value Invoke(Execution execution, ReadOnlySpan<Value> arguments);

    // Overloads for the numbers of arguments that loops of the library pass.
    public virtual Value Invoke(Execution execution, Value argument) => Invoke(execution, new ReadOnlySpan<Value>(in argument));

    public virtual Value Invoke(Execution execution, Value first, Value second) => Invoke(execution, [first, second]);

    /// <summary>Compares functions: named ones by name, lambdas by code and captured values.</summary>
    public abstract bool SameAs(FunctionValue other);
}
