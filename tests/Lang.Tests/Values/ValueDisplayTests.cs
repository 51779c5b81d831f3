using CsCheck;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Tests.Values;

public sealed class ValueDisplayTests
{
    [Fact]
    public void Scalars_are_written_as_in_source()
    {
        Assert.Equal("3", ValueDisplay.Show(Value.Int(3)));
        Assert.Equal("3.0", ValueDisplay.Show(Value.Float(3)));
        Assert.Equal("0.1", ValueDisplay.Show(Value.Float(0.1)));
        Assert.Equal("\"a\\n\\\"b\\\"\"", ValueDisplay.Show(Value.String("a\n\"b\"")));
        Assert.Equal("'x'", ValueDisplay.Show(Value.Char("x")));
        Assert.Equal("null", ValueDisplay.Show(Value.Null));
        Assert.Equal("1970-01-01T00:00:00.5Z", ValueDisplay.Show(Value.Date(DateTimeOffset.UnixEpoch.AddMilliseconds(500))));
        Assert.Equal("Just (Ok 3)", ValueDisplay.Show(Value.Just(Value.Ok(Value.Int(3)))));
        Assert.Equal("Error Nothing", ValueDisplay.Show(Value.Error(Value.Nothing)));
        Assert.Equal("<2 bytes 0AFF>", ValueDisplay.Show(Value.Of(new BytesValue([10, 255]))));
        Assert.Equal("<Password>", ValueDisplay.Show(Value.Of(new PasswordValue([1, 2, 3]))));
    }

    [Fact]
    public void A_short_container_stays_on_one_line()
    {
        var value = Record(
            ("a", Value.Int(1)), ("b-c", Value.String("x")), ("d", Value.Of(new TupleValue([Value.Int(1), Value.Of(DictValue.Empty)]))));
        Assert.Equal("{ a: 1, \"b-c\": \"x\", d: (1, {}) }", ValueDisplay.Show(value));
        Assert.Equal("[1, []]", ValueDisplay.Show(List(Value.Int(1), Value.Of(ListValue.Empty))));
    }

    [Fact]
    public void A_long_container_is_indented_where_it_does_not_fit()
    {
        var value = Record(
            ("short", List(Value.Int(1), Value.Int(2))),
            ("long", Value.Just(List(Value.String("first of them"), Value.String("second of them")))));
        Assert.Equal(
            """
            {
              long: Just [
                "first of them"
                "second of them"
              ]
              short: [1, 2]
            }
            """.ReplaceLineEndings("\n"),
            ValueDisplay.Show(value, width: 30));
    }

    [Fact]
    public void What_is_left_out_is_counted()
    {
        var list = Value.Of(new ListValue([.. Enumerable.Range(0, 1000).Select(i => Value.Int(i))]));
        var text = ValueDisplay.Short(list, maxLength: 20);
        Assert.Equal("[0, 1, 2, 3, 4, 5, 6, … 993 more]", text);
        Assert.Equal("\"xxxxxxxxx…\" (90 more characters)", ValueDisplay.Short(Value.String(new string('x', 99)), maxLength: 10));
    }

    [Fact]
    public void The_text_stays_near_its_limit() => Gen.Select(GenValue.Any, Gen.Int[1, 200]).Sample((value, limit) =>
        ValueDisplay.Show(value, width: 40, maxLength: limit).Length < (limit * 3) + 400);

    [Fact]
    public void A_small_value_that_stands_for_a_huge_tree_is_shown_in_part()
    {
        var value = Value.Int(1);
        for (var i = 0; i < 60; i++)
            value = List(value, value);
        Assert.InRange(ValueDisplay.Show(value, maxLength: 1000).Length, 100, 20_000);
    }

    private static Value List(params Value[] items) => Value.Of(new ListValue(items));

    private static Value Record(params (string Key, Value Value)[] fields)
    {
        var builder = new DictBuilder();
        foreach (var (key, value) in fields)
            builder.Set(key, value);
        return Value.Of(builder.ToDict());
    }
}
