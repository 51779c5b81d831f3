using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Values;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Tests.Model;

/// <summary>What <c>key</c> and <c>dedupe</c> compute is compared as the language compares values.</summary>
public sealed class KeyTextTests
{
    private static readonly string[] Expressions =
    [
        "1", "1.0", "1.5m", "1.50m", "1.5", "[1.5m]", "[1.50m]", "0.0m", "100m", "100.00m",
        "Just 1", "Ok 1", "Error 1", "\"1\"", "'1'", "true", "\"true\"", "0.0", "-0.0", "[0.0]", "[-0.0]", "(1, 2)", "[1, 2]",
        "{ a: 1; b: 2 }", "{ b: 2; a: 1 }", "{ a: 1 }", "\"\"", "[]", "{}", "Just null", "Just Nothing", "Date::fromSeconds 0",
        "\"1970-01-01T00:00:00Z\"", "String::toBytes \"a\"", "String::toBytes \"b\"", "String::repeat \"x\" 200",
        "String::repeat \"y\" 200", "\"caf\u00e9\"", "\"cafe\u0301\"", "\"…\"", "\"<Bytes>\"",
        "List::range 1 200", "List::range 1 201", "String::repeat \"x\" 200",
    ];

    [Fact]
    public void Two_values_have_one_text_if_they_are_equal_and_two_if_not()
    {
        var values = Expressions.Select(ValueOf).ToArray();
        foreach (var left in values)
        {
            foreach (var right in values)
                Assert.Equal(ValueEquality.AreEqual(left, right), KeyText.Of(left) == KeyText.Of(right));
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("Nothing")]
    public void Nothing_is_no_key(string expression) => Assert.Null(KeyText.Of(ValueOf(expression)));

    [Fact]
    public void A_text_is_short_however_long_its_value_is() =>
        Assert.All(Expressions, expression => Assert.InRange(KeyText.Of(ValueOf(expression))!.Length, 1, 100));

    private static Value ValueOf(string expression)
    {
        var code = CanvasLoader.LoadExpression(new SourceText("e", expression), []).Code!;
        return Assert.IsType<Outcome.Completed>(LargeStack.Run(
            () => Interpreter.Run(code, [], new RecordedHost([]), Limits.Default, CancellationToken.None))).Value;
    }
}
