using CsCheck;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Tests.Values;

public sealed class ValueJsonTests
{
    private static readonly Gen<Value> Scalar = Gen.OneOf(
        Gen.Long.Select(Value.Int),
        Gen.Double[-1e6, 1e6].Select(Value.Float),
        Gen.Bool.Select(Value.Bool),
        Gen.Const(Value.Null),
        Gen.String[Gen.Char[' ', '~'], 0, 20].Select(Value.String),
        Gen.OneOfConst("é\n\t\u0001\"\\", "👩‍👩‍👧", "\u2028\u00a0").Select(Value.String));

    private static readonly Gen<Value> AnyValue = Gen.OneOf(Scalar, Nested(Scalar), Nested(Nested(Scalar)));

    [Fact]
    public void Values_that_JSON_can_represent_come_back_the_same() => Gen.Select(AnyValue, Gen.Bool).Sample((value, indented) =>
        ValueJson.TryRead(ValueJson.Write(value, indented), out var back, out _) && ValueEquality.AreEqual(value, back));

    [Fact]
    public void Any_value_is_written_as_JSON() => GenValue.Any.Sample(value =>
    {
        Assert.True(ValueJson.TryRead(ValueJson.Write(value, indented: true), out _, out var error), error);
    });

    [Fact]
    public void Any_text_is_read_or_refused_with_a_reason() => Gen.String[Gen.Char[' ', '~'], 0, 30].Sample(text =>
    {
        if (!ValueJson.TryRead(text, out _, out var error))
            Assert.NotEqual("", error);
    });

    [Fact]
    public void An_error_says_where()
    {
        Assert.False(ValueJson.TryRead("{\n  \"a\": tru\n}", out _, out var error));
        Assert.StartsWith("line 2, byte 11: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_is_limited_on_both_sides()
    {
        Assert.True(ValueJson.TryRead(new string('[', 512) + new string(']', 512), out var value, out _));
        Assert.False(ValueJson.TryRead(new string('[', 513) + new string(']', 513), out _, out _));
        Assert.Equal(1024, ValueJson.Write(value, indented: false).Length);
        Assert.Equal("D0510", Assert.Throws<RuntimeErrorException>(
            () => ValueJson.Write(Value.Of(new ListValue([Value.Of(new ListValue([value]))])), indented: false)).Code);
    }

    [Fact]
    public void A_small_value_that_stands_for_a_huge_text_ends_at_the_limit()
    {
        var value = Value.Int(1);
        for (var i = 0; i < 60; i++)
            value = Value.Of(new ListValue([value, value]));
        Assert.Equal(
            "D0510", Assert.Throws<RuntimeErrorException>(() => ValueJson.Write(value, indented: true, maxLength: 1_000_000)).Code);
        Assert.Equal("D0510", Assert.Throws<RuntimeErrorException>(() => ValueText.ToText(value, maxLength: 1_000_000)).Code);
        Assert.Equal("D0510", Assert.Throws<RuntimeErrorException>(() => ValueEncoding.Encode(value, 1_000_000)).Code);
    }

    private static Gen<Value> Nested(Gen<Value> inner) => Gen.OneOf(
        inner.Array[0, 4].Select(items => Value.Of(new ListValue(items))),
        GenValue.Dict(inner));
}
