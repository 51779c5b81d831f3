using System.Globalization;
using CsCheck;
using DarkLang.Lang.Checking;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Tests.Values;

public sealed class ValueJsonTests
{
    [Theory]
    [InlineData("[1,]", "line 1, byte 4: The JSON array contains a trailing comma at its end")]
    [InlineData("{\"a\":1,}", "line 1, byte 8: The JSON object contains a trailing comma at its end")]
    [InlineData("[", "line 1, byte 2: it ends inside an array or object")]
    [InlineData("\"a", null)]
    [InlineData("\"a\n\"", null)]
    [InlineData("01", null)]
    [InlineData("1 2", null)]
    [InlineData("nul", null)]
    [InlineData("{a:1}", null)]
    [InlineData("// only a comment", "line 1, byte 18: it contains no value")]
    [InlineData("/* open", null)]
    [InlineData("\"\\u12\"", null)]
    [InlineData("[-]", null)]
    [InlineData("[1.]", null)]
    [InlineData("{\"a\" 1}", null)]
    public void Errors_are_about_the_text_and_not_about_the_reader_of_NET(string json, string? expected)
    {
        Assert.False(ValueJson.TryRead(json, out _, out var error));
        if (expected is not null)
            Assert.Equal(expected, error);
        Assert.DoesNotMatch("reader|isFinalBlock|mode|configured|LineNumber|Path:|payload|JSON token", error);
    }

    [Fact]
    public void Too_deep_JSON_names_the_limit()
    {
        Assert.False(ValueJson.TryRead(new string('[', 600), out _, out var error));
        Assert.Equal("line 1, byte 513: it is nested more than 512 levels deep", error);
    }

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
    public void Every_finite_float_comes_back_the_same() => Gen.Double.Where(double.IsFinite).Sample(number =>
        ValueJson.TryRead(ValueJson.Write(Value.Float(number), indented: false), out var back, out _)
        && ValueEquality.AreEqual(Value.Float(number), back));

    /// <summary>As C, Go and others write it.</summary>
    [Fact]
    public void Seventeen_digits_of_a_float_are_read_as_that_float() => Gen.Double.Where(double.IsFinite).Sample(number =>
        ValueJson.TryRead(number.ToString("E16", CultureInfo.InvariantCulture), out var back, out _)
        && ValueEquality.AreEqual(Value.Float(number), back));

    [Fact]
    public void An_int_is_read_as_a_declared_float_only_if_it_stays_the_same_number() => Gen.Long.Sample(number =>
        TypedJson.Read(Value.Int(number), new DarkType.Plain(ValueKind.Float)) is var read
        && (read.IsInt ? read.AsInt : (Int128)read.AsFloat) == number);

    [Fact]
    public void A_declared_Decimal_comes_back_with_all_of_its_digits() => GenValue.Decimal.Sample(number =>
    {
        var json = ValueJson.Write(Value.Decimal(number), indented: false);
        Assert.True(ValueJson.TryRead(json, DarkType.Decimal, out var back, out var error), error);
        Assert.Equal(ValueText.Decimal(number), ValueText.Decimal(back.AsDecimal));
    });

    [Theory]
    [InlineData("12.50", "12.50m")]
    [InlineData("5", "5.0m")]
    [InlineData("-0", "0.0m")]
    [InlineData("1.25e3", "1250.0m")]
    [InlineData("12345678901234567890.12", "12345678901234567890.12m")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335.0m")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001m")]
    [InlineData("79228162514264337593543950336", null)]
    [InlineData("0.00000000000000000000000000001", null)]
    [InlineData("1.23456789012345678901234567891", null)]
    [InlineData("1e400", null)]
    public void A_number_is_read_as_a_declared_Decimal_without_loss_or_refused(string json, string? expected)
    {
        var isRead = ValueJson.TryRead($"[{json}]", new DarkType.List(DarkType.Decimal), out var value, out var error);
        Assert.Equal(expected, isRead ? ValueDisplay.Show(value.AsList[0]) : null);
        if (!isRead)
            Assert.Equal(
                $"{json} does not fit into a Decimal (28 digits fit, and no more than 28 after the point): round it, or declare a String",
                error);
    }

    [Fact]
    public void Decimals_are_found_wherever_a_type_declares_them()
    {
        var inner = new DarkType.Record(new Dictionary<string, DarkType> { ["a"] = DarkType.Decimal, ["b"] = DarkType.Float }, false);
        var type = new DarkType.Result(
            new DarkType.Tuple([new DarkType.Dict(new DarkType.Option(DarkType.Decimal)), new DarkType.List(inner)]), DarkType.Decimal);
        const string json = """[{"x":1.10,"y":null},[{"a":1.10,"b":1.10,"c":1.10},{"a":1,"b":1}]]""";
        Assert.True(ValueJson.TryRead(json, type, out var value, out _));
        Assert.Equal(
            "Ok ({ x: Just 1.10m, y: Nothing }, [{ a: 1.10m, b: 1.1, c: 1.1 }, { a: 1.0m, b: 1.0 }])",
            ValueDisplay.Show(TypedJson.Read(value, type)));
        Assert.True(ValueJson.TryRead("""{"Error":1.10}""", type, out value, out _));
        Assert.Equal("Error 1.10m", ValueDisplay.Show(TypedJson.Read(value, type)));
    }

    [Fact]
    public void A_negative_zero_keeps_its_sign_as_a_Float()
    {
        Assert.True(ValueJson.TryRead("[-0, -0.0, -0e0]", new DarkType.List(DarkType.Float), out var declared, out _));
        Assert.Equal("[-0.0, -0.0, -0.0]", ValueDisplay.Show(declared));
        Assert.True(ValueJson.TryRead("[-0, -0.0, -0e0]", out var undeclared, out _));
        Assert.Equal("[0, -0.0, -0.0]", ValueDisplay.Show(undeclared));
        Assert.Equal("[-0.0]", ValueJson.Write(Value.Of(new ListValue([Value.Float(-0.0)])), indented: false));
    }

    [Fact]
    public void A_date_comes_back_as_the_same_instant() =>
        Gen.Long[0, DateTimeOffset.MaxValue.UtcTicks].Sample(ticks =>
        {
            var date = Value.Date(new DateTimeOffset(ticks, TimeSpan.Zero));
            ValueJson.TryRead(ValueJson.Write(date, indented: false), out var text, out _);
            return ValueEquality.AreEqual(date, TypedJson.Read(text, new DarkType.Plain(ValueKind.Date)));
        });

    [Fact]
    public void Any_value_is_written_as_JSON() => GenValue.Any.Sample(value =>
    {
        Assert.True(ValueJson.IsValid(ValueJson.Write(value, indented: true), out var error), error);
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
