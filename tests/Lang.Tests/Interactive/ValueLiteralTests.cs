using CsCheck;
using DarkLang.Lang.Interactive;
using DarkLang.Lang.Source;
using DarkLang.Lang.Tests.Values;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Tests.Interactive;

public sealed class ValueLiteralTests
{
    // No program can make a String of half a surrogate pair, and passwords are never shown.
    private static readonly Gen<Value> Values = GenValue.Any.Where(value =>
        !ValueDisplay.Show(value).Contains("<Password>", StringComparison.Ordinal) && AllText(value).All(IsPossible));

    [Fact]
    public void Any_value_is_read_back_from_its_literal() => Values.Sample(Returns, iter: 3_000);

    [Fact]
    public void A_value_is_laid_out_as_the_formatter_would()
    {
        var value = Record(
            ("at", Value.Date(new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.Zero).AddTicks(1))),
            ("id", Value.Uuid(new Guid("00000000-0000-0000-0000-00000000002a"))),
            ("key of two", Value.Of(new BytesValue([10, 255]))),
            ("letter", Value.Char("'")),
            ("lines", Value.Just(List([.. Enumerable.Range(0, 4).Select(i => Value.String(new string('x', 30) + $"\"{i}\u202e"))]))),
            ("pair", Value.Of(new TupleValue([Value.Just(Value.Just(Value.Int(-1))), Value.Float(double.NegativeInfinity)]))));
        Assert.Equal(
            """
            {
              at: Date::parse? "2031-02-03T04:05:06.0000001Z"
              id: Uuid::parse? "00000000-0000-0000-0000-00000000002a"
              "key of two": Bytes::fromHex? "0AFF"
              letter: '\''
              lines: Just [
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"0\u202E"
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"1\u202E"
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"2\u202E"
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"3\u202E"
              ]
              pair: (Just (Just -1), Float::divide -1.0 0.0)
            }
            """.ReplaceLineEndings("\n"),
            ValueLiteral.Write(value, out _));
        Returns(value);
    }

    [Fact]
    public void A_deep_value_is_read_back_or_refused()
    {
        Func<Value, Value>[] wraps =
        [
            inner => List(inner), inner => Record(("a", inner)), Value.Just, inner => Value.Of(new TupleValue([inner, Value.Null])),
        ];
        foreach (var wrap in wraps)
        {
            var value = Enumerable.Range(0, 100).Aggregate(Value.Date(DateTimeOffset.UnixEpoch), (inner, _) => wrap(inner));
            Returns(value);
            Assert.Null(ValueLiteral.Write(wrap(value), out var problem));
            Assert.Equal("it is nested more than 100 levels deep", problem);
        }
    }

    [Fact]
    public void A_password_has_no_literal()
    {
        Assert.Null(ValueLiteral.Write(List(Value.Of(new PasswordValue([1]))), out var problem));
        Assert.Equal("it holds a password, which is never shown", problem);
    }

    [Theory]
    [InlineData("Date::now", "an event is a value, and this is code")]
    [InlineData("{ a: 1 + 2 }", "an event is a value, and this is code")]
    [InlineData("{ a: 1; a: 2 }", "the record has two fields named `a`")]
    [InlineData("[Date::parse? \"tomorrow\"]", "\"tomorrow\" is not a date with a time, such as 2031-02-03T04:05:06Z")]
    [InlineData("Uuid::parse?", "`Uuid::parse` takes another number of arguments than 0")]
    [InlineData("Uuid::parse? 1", "`Uuid::parse` takes a String as `uuid`, but got Int 1")]
    [InlineData("Date::fromParts 2031 2 30 0 0 0", "there is no date with year 2031, month 2 and day 30 at 0:0:0")]
    [InlineData("[1, 2", "unclosed `[`")]
    [InlineData("[9007199254740993.0]", "9007199254740993.0 would become 9007199254740992.0, the nearest Float")]
    [InlineData("", "there is no expression")]
    public void What_is_not_a_value_is_refused_where_it_stands(string text, string message) =>
        Assert.Equal(message, Assert.Single(ValueLiteral.Read(new SourceText("event", text)).Problems).Message);

    [Fact]
    public void What_reads_like_a_value_in_a_canvas_is_that_value() => Assert.Equal(
        "{ a: Ok 1970-01-01T00:00:01Z, b: 90, c: <2 bytes 6869>, d: Nothing, e: \"a\\nb\" }",
        ValueDisplay.Show(ValueLiteral.Read(new SourceText("event", """
            // A comment.
            {
              a: Date::parse "1970-01-01T00:00:01Z"   // not unwrapped
              b: 90s
              c: Bytes::base64Decode? "aGk"
              d: (Nothing)
              e: "a\nb"
            }
            """)).Value));

    private static void Returns(Value value)
    {
        var text = ValueLiteral.Write(value, out _)!;
        var read = ValueLiteral.Read(new SourceText("event", text));
        Assert.True(read.Problems.Count == 0, $"{text}\n{string.Join('\n', read.Problems)}");
        // Encoded, -0.0 differs from 0.0, and an Int from a Float.
        Assert.Equal(ValueEncoding.Encode(value, int.MaxValue), ValueEncoding.Encode(read.Value, int.MaxValue));
    }

    private static bool IsPossible(string text)
    {
        try
        {
            return text.IsNormalized();
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static IEnumerable<string> AllText(Value value) => value.Kind switch
    {
        ValueKind.String => [value.AsString],
        ValueKind.List => value.AsList.Items.ToArray().SelectMany(AllText),
        ValueKind.Tuple => value.AsTuple.Items.ToArray().SelectMany(AllText),
        ValueKind.Dict => [.. value.AsDict.Keys, .. value.AsDict.Values.ToArray().SelectMany(AllText)],
        ValueKind.Option when value.AsOption.IsJust => AllText(value.AsOption.Inner),
        ValueKind.Result => AllText(value.AsResult.Inner),
        _ => [],
    };

    private static Value List(params Value[] items) => Value.Of(new ListValue(items));

    private static Value Record(params (string Key, Value Value)[] fields)
    {
        var builder = new DictBuilder();
        foreach (var (key, value) in fields)
            builder.Set(key, value);
        return Value.Of(builder.ToDict());
    }
}
