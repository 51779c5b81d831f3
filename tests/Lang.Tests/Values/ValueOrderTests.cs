using CsCheck;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Tests.Values;

public sealed class ValueOrderTests
{
    [Fact]
    public void Equality_is_reflexive_and_symmetric() => Gen.Select(GenValue.Any, GenValue.Any).Sample((a, b) =>
        ValueEquality.AreEqual(a, a) && ValueEquality.AreEqual(a, b) == ValueEquality.AreEqual(b, a));

    [Fact]
    public void Order_is_antisymmetric() => Gen.Select(GenValue.Ordered, GenValue.Ordered).Sample((a, b) =>
        Math.Sign(ValueOrder.Compare(a, b)) == -Math.Sign(ValueOrder.Compare(b, a)));

    [Fact]
    public void Order_is_transitive() => Gen.Select(GenValue.Ordered, GenValue.Ordered, GenValue.Ordered).Sample((a, b, c) =>
        !(ValueOrder.Compare(a, b) <= 0 && ValueOrder.Compare(b, c) <= 0) || ValueOrder.Compare(a, c) <= 0);

    [Fact]
    public void Values_that_compare_as_the_same_are_equal() => Gen.Select(GenValue.Ordered, GenValue.Ordered).Sample((a, b) =>
        (ValueOrder.Compare(a, b) == 0) == ValueEquality.AreEqual(a, b));

    [Fact]
    public void Kinds_sort_in_their_order()
    {
        Value[] sorted =
        [
            Value.Int(5), Value.Float(double.NaN), Value.Float(-1),
            Value.Decimal(-1.5m), Value.Decimal(0.10m), Value.Decimal(0.11m), Value.False, Value.True, Value.Null,
            Value.String("Z"), Value.String("a"), Value.String("ab"), Value.Char("a"),
            Value.Of(ListValue.Empty), Value.Of(new ListValue([Value.Int(1)])), Value.Of(new TupleValue([Value.Int(0), Value.Int(0)])),
            Value.Of(DictValue.Empty), Value.Date(DateTimeOffset.UnixEpoch), Value.Uuid(Guid.Empty),
            Value.Nothing, Value.Just(Value.Int(0)), Value.Ok(Value.Int(9)), Value.Error(Value.Int(0)),
            Value.Of(new BytesValue([9])), Value.Of(new BytesValue([0, 0])),
        ];
        for (var i = 1; i < sorted.Length; i++)
            Assert.True(
                ValueOrder.Compare(sorted[i - 1], sorted[i]) < 0,
                $"{ValueDisplay.Show(sorted[i - 1])} before {ValueDisplay.Show(sorted[i])}");
    }

    [Fact]
    public void Functions_have_no_order()
    {
        var function = Value.Of(new TestFunction(0, _ => Value.Null));
        Assert.Equal("D0521", Assert.Throws<RuntimeErrorException>(() => ValueOrder.Compare(function, function)).Code);
        Assert.True(ValueOrder.Compare(Value.Int(1), function) < 0);
    }

    [Fact]
    public void A_number_that_is_not_one_equals_nothing_even_inside()
    {
        var nan = Value.Float(double.NaN);
        Assert.False(ValueEquality.AreEqual(nan, nan));
        var list = Value.Of(new ListValue([nan]));
        Assert.False(ValueEquality.AreEqual(list, list));
        Assert.True(ValueEquality.AreEqual(Value.Float(0.0), Value.Float(-0.0)));
    }

    [Fact]
    public void Values_nested_very_deeply_end_the_run_and_not_the_process()
    {
        var value = Value.Null;
        for (var i = 0; i < 1_000_000; i++)
            value = Value.Of(new ListValue([value]));
        Assert.Equal("D0503", Assert.Throws<RuntimeErrorException>(() => ValueEquality.AreEqual(value, value)).Code);
        Assert.Equal("D0503", Assert.Throws<RuntimeErrorException>(() => ValueOrder.Compare(value, value)).Code);
        Assert.Equal("D0510", Assert.Throws<RuntimeErrorException>(() => ValueEncoding.Encode(value, 1 << 24)).Code);
        Assert.Contains(Assert.Throws<RuntimeErrorException>(() => ValueText.ToText(value, 1 << 24)).Code, new[] { "D0503", "D0510" });
        Assert.Contains("…", ValueDisplay.Show(value), StringComparison.Ordinal);
    }
}
