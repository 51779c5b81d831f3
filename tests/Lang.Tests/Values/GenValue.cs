using CsCheck;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Tests.Values;

/// <summary>Generators of values of every kind that can be stored.</summary>
internal static class GenValue
{
    public static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char['a', 'e'], 0, 4],
        Gen.String[Gen.Char[' ', '~'], 0, 80],
        Gen.String[0, 70],
        Gen.OneOfConst("", "é", "👩‍👩‍👧", "\r\n", "\ud800", "x\udc00y"));

    public static readonly Gen<string> Key = Gen.OneOf(Gen.String[Gen.Char['a', 'e'], 0, 3], Gen.OneOfConst("", "é", "two words", "\\"));

    public static readonly Gen<decimal> Decimal = Gen.OneOf(
        Gen.Select(Gen.Int, Gen.Int, Gen.Int, Gen.Bool, Gen.Byte[0, 28]).Select(
            (low, middle, high, isNegative, scale) => new decimal(low, middle, high, isNegative, scale)),
        Gen.Select(Gen.Int[-30, 3000], Gen.Byte[0, 4]).Select((cents, scale) => new decimal(Math.Abs(cents), 0, 0, cents < 0, scale)),
        Gen.OneOfConst(0.0m, decimal.MaxValue, decimal.MinValue, 1m, 1.00m));

    public static readonly Gen<Value> Scalar = Gen.OneOf(
        Gen.Long.Select(Value.Int),
        Gen.Long[-3, 300].Select(Value.Int),
        Gen.OneOf(Gen.Double, Gen.OneOfConst(0.0, -0.0, double.PositiveInfinity, double.NegativeInfinity)).Select(Value.Float),
        Decimal.Select(Value.Decimal),
        Gen.Bool.Select(Value.Bool),
        Gen.Const(Value.Null),
        Gen.Const(Value.Nothing),
        Text.Select(Value.String),
        Gen.OneOfConst("a", "é", "👩‍👩‍👧", "\r\n").Select(Value.Char),
        Gen.Long[0, DateTimeOffset.MaxValue.UtcTicks].Select(ticks => Value.Date(new DateTimeOffset(ticks, TimeSpan.Zero))),
        Gen.Guid.Select(Value.Uuid),
        Gen.Byte.Array[0, 20].Select(bytes => Value.Of(new BytesValue(bytes))),
        Gen.Byte.Array[1, 4].Select(bytes => Value.Of(new PasswordValue(bytes))));

    /// <summary>Any value except NaN, which equals nothing.</summary>
    public static readonly Gen<Value> Any = Nested(3);

    /// <summary>Values that can be ordered.</summary>
    public static readonly Gen<Value> Ordered =
        Any.Where(value => !ValueDisplay.Show(value).Contains("<Password>", StringComparison.Ordinal));

    public static Gen<Value> Dict(Gen<Value> values) => Gen.Select(Key, values).Array[0, 5].Select(entries =>
    {
        var builder = new DictBuilder();
        foreach (var (key, value) in entries)
            builder.Set(key, value);
        return Value.Of(builder.ToDict());
    });

    private static Gen<Value> Nested(int depth)
    {
        if (depth == 0)
            return Scalar;
        var inner = Nested(depth - 1);
        return Gen.OneOf(
            Scalar,
            inner.Array[0, 4].Select(items => Value.Of(new ListValue(items))),
            inner.Array[2, 4].Select(items => Value.Of(new TupleValue(items))),
            Dict(inner),
            inner.Select(Value.Just),
            inner.Select(Value.Ok),
            inner.Select(Value.Error));
    }
}
