using CsCheck;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Tests.Values;

public sealed class ValueEncodingTests
{
    private const int Large = 1 << 20;

    [Fact]
    public void Every_value_is_the_same_after_storing() => GenValue.Any.Sample(value =>
    {
        var bytes = ValueEncoding.Encode(value, Large);
        var back = ValueEncoding.Decode(bytes);
        return ValueEquality.AreEqual(value, back) && ValueEncoding.Encode(back, Large).AsSpan().SequenceEqual(bytes);
    });

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.0)]
    public void A_float_keeps_its_bits(double value)
    {
        var back = ValueEncoding.Decode(ValueEncoding.Encode(Value.Float(value), Large));
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(back.AsFloat));
    }

    [Fact]
    public void Large_texts_and_lists_outgrow_the_first_buffer()
    {
        var value = Value.Of(new ListValue([.. Enumerable.Range(0, 20_000).Select(i => Value.String(new string('é', i % 100)))]));
        var back = ValueEncoding.Decode(ValueEncoding.Encode(value, 10 * Large));
        Assert.True(ValueEquality.AreEqual(value, back));
    }

    [Fact]
    public void Damaged_bytes_are_refused_or_decoded() =>
        Gen.Select(GenValue.Any, Gen.Int[0, 1000], Gen.Byte, Gen.Int[0, 3]).Sample((value, at, change, cut) =>
        {
            var bytes = ValueEncoding.Encode(value, Large);
            bytes[at % bytes.Length] ^= change;
            DecodeOrRefuse(bytes.AsSpan(0, Math.Max(0, bytes.Length - cut)));
        });

    [Fact]
    public void Random_bytes_are_refused_or_read() => Gen.Byte.Array[0, 200].Sample(bytes => DecodeOrRefuse(bytes));

    [Fact]
    public void Every_cut_of_a_value_is_refused()
    {
        var bytes = ValueEncoding.Encode(Sample(), Large);
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes[..length];
            Assert.Throws<InvalidDataException>(() => ValueEncoding.Decode(cut));
        }
    }

    [Fact]
    public void A_wrong_length_does_not_allocate()
    {
        byte[] list = [(byte)ValueEncoding.Tag.List, 0xFF, 0xFF, 0xFF, 0xFF, 0x07];
        Assert.Throws<InvalidDataException>(() => ValueEncoding.Decode(list));
        byte[] dict = [(byte)ValueEncoding.Tag.Dict, 0xFF, 0xFF, 0xFF, 0x7F];
        Assert.Throws<InvalidDataException>(() => ValueEncoding.Decode(dict));
    }

    [Fact]
    public void Bytes_nested_without_end_are_refused()
    {
        var bytes = new byte[1_000_000];
        Array.Fill(bytes, (byte)ValueEncoding.Tag.Just);
        Assert.Throws<InvalidDataException>(() => ValueEncoding.Decode(bytes));
    }

    [Fact]
    public void Keys_out_of_order_are_refused()
    {
        var bytes = ValueEncoding.Encode(Record(("a", Value.Int(1)), ("b", Value.Int(2))), Large);
        var a = Array.IndexOf(bytes, (byte)'a');
        bytes[a] = (byte)'c';
        Assert.Throws<InvalidDataException>(() => ValueEncoding.Decode(bytes));
    }

    [Fact]
    public void A_function_is_refused_with_the_path_to_it()
    {
        var function = Value.Of(new TestFunction(1, arguments => arguments[0]));
        var list = Value.Of(new ListValue([Value.Int(0), Record(("fn", function))]));
        var error = Assert.Throws<RuntimeErrorException>(() => ValueEncoding.Encode(Record(("items", list)), Large));
        Assert.Equal("D0511", error.Code);
        Assert.Contains("`event.items[1].fn`", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(5000)]
    public void A_value_over_the_limit_is_refused(int limit)
    {
        var text = Value.String(new string('x', limit));
        Assert.Equal("D0510", Assert.Throws<RuntimeErrorException>(() => ValueEncoding.Encode(text, limit)).Code);
        Assert.NotEmpty(ValueEncoding.Encode(text, limit + 3));
    }

    [Fact]
    public void A_value_nested_deeper_than_can_be_read_back_is_refused()
    {
        var value = Value.Null;
        for (var i = 0; i < 500; i++)
            value = Value.Just(value);
        Assert.True(ValueEquality.AreEqual(value, ValueEncoding.Decode(ValueEncoding.Encode(value, Large))));
        for (var i = 0; i < 100; i++)
            value = Value.Just(value);
        Assert.Equal("D0510", Assert.Throws<RuntimeErrorException>(() => ValueEncoding.Encode(value, Large)).Code);
    }

    [Fact]
    public void Records_with_the_same_keys_share_them_after_reading()
    {
        var bytes = ValueEncoding.Encode(Record(("shared", Value.Int(1)), ("too", Value.Int(2))), Large);
        var first = ValueEncoding.Decode(bytes).AsDict;
        var second = ValueEncoding.Decode(bytes).AsDict;
        Assert.Same(first.Keys[0], second.Keys[0]);
    }

    private static Value Sample() => Record(
        ("id", Value.Uuid(Guid.Empty)),
        ("items", Value.Of(new ListValue([Value.Int(-5), Value.Float(1.5), Value.String("text"), Value.Char("x")]))),
        ("when", Value.Date(DateTimeOffset.UnixEpoch)));

    private static Value Record(params (string Key, Value Value)[] fields)
    {
        var builder = new DictBuilder();
        foreach (var (key, value) in fields)
            builder.Set(key, value);
        return Value.Of(builder.ToDict());
    }

    private static void DecodeOrRefuse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            ValueEncoding.Decode(bytes);
        }
        catch (InvalidDataException)
        {
            // Refused, as promised.
        }
    }
}
