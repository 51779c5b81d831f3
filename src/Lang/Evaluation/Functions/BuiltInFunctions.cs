using DarkLang.Lang.Library;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation.Functions;

/// <summary>A library function as a value.</summary>
internal sealed class LibraryFunctionValue(LibraryFunction function) : FunctionValue
{
    public override string Name => function.Name;

    public override int Arity => function.Parameters.Count;

    public override Value Invoke(Execution execution, ReadOnlySpan<Value> arguments)
    {
        if (arguments.Length != Arity)
            throw CallErrors.WrongCount(this, arguments);
        return LibraryCall.Perform(function, execution, arguments);
    }

    public override bool SameAs(FunctionValue other) => other is LibraryFunctionValue named && named.Name == Name;
}

/// <summary><c>(+)</c></summary>
internal sealed class OperatorFunction(BinaryOperator op) : FunctionValue
{
    public override string Name => $"({OperatorText.Of(op)})";

    public override int Arity => 2;

    public override Value Invoke(Execution execution, ReadOnlySpan<Value> arguments) => arguments.Length == 2
        ? Operators.Apply(op, arguments[0], arguments[1], execution)
        : throw CallErrors.WrongCount(this, arguments);

    public override bool SameAs(FunctionValue other) => other is OperatorFunction function && function.Name == Name;
}

/// <summary><c>Just</c>, <c>Ok</c> or <c>Error</c> as a function.</summary>
internal sealed class ConstructorFunction(Constructor constructor) : FunctionValue
{
    public override string Name => constructor.ToString();

    public override int Arity => 1;

    public override Value Invoke(Execution execution, ReadOnlySpan<Value> arguments) => arguments.Length == 1
        ? Construct(constructor, arguments[0])
        : throw CallErrors.WrongCount(this, arguments);

    public override bool SameAs(FunctionValue other) => other is ConstructorFunction function && function.Name == Name;

    public static Value Construct(Constructor constructor, Value inner) => constructor switch
    {
        Constructor.Just => Value.Just(inner),
        Constructor.Ok => Value.Ok(inner),
        Constructor.Error => Value.Error(inner),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
