using DarkLang.Lang.Checking;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>The errors of operators.</summary>
internal static class OperatorErrors
{
    public static RuntimeErrorException Mismatch(BinaryOperator op, Value left, Value right)
    {
        var sign = OperatorText.Of(op);
        var operands = $"{Describe(left)} and {Describe(right)}";
        if (OperandRules.IsMix(op, left.Kind, right.Kind))
            return Wrong(
                $"`{sign}` can't mix {NumberConversion.Both(left.Kind, right.Kind)}, but got {operands}",
                NumberConversion.MixHint(left.Kind, right.Kind));
        return Wrong($"`{sign}` works on {OperandRules.Expected(op)}, but got {operands}", Hint(op, left, right));
    }

    public static RuntimeErrorException NotBool(BinaryOperator op, Value value) =>
        Wrong($"`{OperatorText.Of(op)}` works on two Bools, but got {Describe(value)}", "compare it with something to get a Bool");

    public static RuntimeErrorException CannotNegate(Value value) =>
        Wrong($"`-` negates an Int, a Float or a Decimal, but got {Describe(value)}", null);

    public static RuntimeErrorException Overflow(string expression) => new(
        RuntimeErrorCodes.Overflow, $"{expression} does not fit into an Int",
        $"an Int is between {long.MinValue} and {long.MaxValue}; use Floats for larger numbers");

    public static RuntimeErrorException DecimalOverflow(string expression) => new(
        RuntimeErrorCodes.Overflow, $"{expression} does not fit into a Decimal",
        $"a Decimal is between {decimal.MinValue} and {decimal.MaxValue}; use Floats for larger numbers");

    public static RuntimeErrorException DivisionByZero(long left) => DivisionByZero($"{left} / 0 divides an Int by zero");

    public static RuntimeErrorException DivisionByZero(decimal left, decimal right) =>
        DivisionByZero($"{ValueDisplay.Decimal(left)} / {ValueDisplay.Decimal(right)} divides a Decimal by zero");

    public static RuntimeErrorException DivisorNotPositive(Value left, Value right) => new(
        RuntimeErrorCodes.DivisionByZero, $"`%` needs a positive divisor, but got {ValueDisplay.Short(left)} % {ValueDisplay.Short(right)}",
        "`Int::remainder` takes any divisor except zero");

    public static RuntimeErrorException NegativeExponent(long left, long right) => new(
        RuntimeErrorCodes.InvalidArgument, $"`^` on Ints needs an exponent of 0 or more, but got {left} ^ {right}",
        "use Floats: `Float::power` takes negative exponents");

    /// <summary>Returns what messages show of a value.</summary>
    public static string Describe(Value value) => ValueShape.Of(value);

    private static string? Hint(BinaryOperator op, Value left, Value right) => op switch
    {
        BinaryOperator.Concat when left.Kind == ValueKind.List && right.Kind == ValueKind.List => "to join two lists, use `List::append`",
        BinaryOperator.Concat => "to turn a value into a String, use `toString` or `$\"{…}\"`",
        BinaryOperator.Add when left.IsString && right.IsString => "to join Strings, use `++`",
        BinaryOperator.Add when left.IsString || right.IsString =>
            "to join Strings, use `++`; to read a number, use `Int::parse` or `Float::parse`",
        BinaryOperator.Subtract when left.IsDate && right.IsDate => "for the seconds between two Dates, use `Date::subtract`",
        BinaryOperator.Add when left.IsDate => "to add seconds to a Date, use `Date::add`",
        BinaryOperator.Modulo or BinaryOperator.Power when left.IsDecimal || right.IsDecimal => OperandRules.NoDecimals,
        _ when left.Kind == ValueKind.Option || right.Kind == ValueKind.Option =>
            "take the value out with `match` or `Option::withDefault`",
        _ when left.Kind == ValueKind.Result || right.Kind == ValueKind.Result =>
            "take the value out with `match` or `Result::withDefault`",
        _ => null,
    };

    private static RuntimeErrorException DivisionByZero(string message) => new(
        RuntimeErrorCodes.DivisionByZero, message, "check the divisor first, or divide Floats, where the result is infinite");

    private static RuntimeErrorException Wrong(string message, string? help) => new(RuntimeErrorCodes.WrongKind, message, help);
}
