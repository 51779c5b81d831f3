using System.Numerics;
using CsCheck;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Tests.Evaluation;

public class OperatorPropertyTests
{
    private static readonly Gen<long> Ints = Gen.OneOf(
        Gen.Long, Gen.Long[-20, 20], Gen.OneOfConst(long.MinValue, long.MinValue + 1, long.MaxValue, long.MaxValue - 1, 0, -1, 1));

    private static readonly Execution Execution = new(new EffectsHost(new FixedEffects()), Limits.Default, CancellationToken.None);

    [Fact]
    public void Int_arithmetic_matches_whole_numbers_or_is_an_error_on_overflow() =>
        Gen.Select(Ints, Ints, Gen.OneOfConst(
            BinaryOperator.Add, BinaryOperator.Subtract, BinaryOperator.Multiply, BinaryOperator.Divide, BinaryOperator.Modulo))
            .Sample((left, right, op) => Assert.Equal(Model(op, left, right), Apply(op, left, right)));

    [Fact]
    public void A_power_is_the_repeated_product_or_an_error_on_overflow() =>
        Gen.Select(Ints, Gen.OneOf(Gen.Long[-3, 70], Ints.Where(n => n > 0)))
            .Sample((number, exponent) => Assert.Equal(PowerModel(number, exponent), Apply(BinaryOperator.Power, number, exponent)));

    [Fact]
    public void Code_with_known_Ints_returns_the_same_as_code_without()
    {
        const string canvas = """
            fn known (a: Int) (b: Int) : List<Any> = [a + b * 2 - 3, a % 7, a * 3 - b, a < b, b >= 4, if a > b then a - b else b - a]

            fn unknown (a: Any) (b: Any) = [a + b * 2 - 3, a % 7, a * 3 - b, a < b, b >= 4, if a > b then a - b else b - a]

            """;

        Gen.Select(Ints, Ints).Sample(
            (a, b) => Assert.Equal(
                Ending(Programs.Run($"known ({a}) ({b})", canvas)),
                Ending(Programs.Run($"unknown ({a}) ({b})", canvas))),
            iter: 50);
    }

    private static string Ending(Outcome outcome) => outcome switch
    {
        Outcome.Failed failed => failed.Error.Message,
        _ => Programs.Show(outcome),
    };

    private static string Apply(BinaryOperator op, long left, long right)
    {
        try
        {
            return ValueDisplay.Short(Operators.Apply(op, Value.Int(left), Value.Int(right), Execution));
        }
        catch (RuntimeErrorException error)
        {
            return error.Code;
        }
    }

    private static string Model(BinaryOperator op, BigInteger left, BigInteger right) => op switch
    {
        BinaryOperator.Add => Fit(left + right),
        BinaryOperator.Subtract => Fit(left - right),
        BinaryOperator.Multiply => Fit(left * right),
        BinaryOperator.Divide => right.IsZero ? RuntimeErrorCodes.DivisionByZero : Fit(BigInteger.Divide(left, right)),
        _ => right.Sign <= 0 ? RuntimeErrorCodes.DivisionByZero : Fit(((left % right) + right) % right),
    };

    private static string PowerModel(long number, long exponent)
    {
        if (exponent < 0)
            return RuntimeErrorCodes.InvalidArgument;
        if (BigInteger.Abs(number) <= 1)
            return Fit(exponent == 0 ? 1 : number >= 0 ? number : exponent % 2 == 0 ? 1 : -1);
        return exponent > 64 ? RuntimeErrorCodes.Overflow : Fit(BigInteger.Pow(number, (int)exponent));
    }

    private static string Fit(BigInteger result) =>
        result >= long.MinValue && result <= long.MaxValue
            ? result.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : RuntimeErrorCodes.Overflow;
}
