using CsCheck;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Library;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Tests.Library;

/// <summary>What a function writes, its counterpart reads back, whatever the text.</summary>
public sealed class RoundTripTests
{
    // Signs with a meaning in the formats, characters of several units, and ones that combine with the one before.
    private static readonly Gen<string> Texts = Gen.OneOf(
            Gen.String[Gen.Char.AlphaNumeric, 0, 5],
            Gen.OneOfConst("\"", ",", "\n", "\r\n", "%", "&", "=", "+", "<", "é", "👩‍👩‍👧", "\u0301", " ", "\\", "'", ";", "\t"))
        .List[0, 8].Select(parts => string.Concat(parts).Normalize());

    // From the year 1 to the year 9999, to a tenth of a microsecond.
    private static readonly Gen<Value> Dates =
        Gen.Long[DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks].Select(ticks => Value.Date(new(ticks, TimeSpan.Zero)));

    [Fact]
    public void Rows_of_csv_are_read_back() => Gen.Select(Texts.Where(text => text.Trim().Length > 0), Texts).Sample((name, text) =>
    {
        // A row of one empty field is an empty line.
        var rows = Value.Of(new ListValue([Record((name, text), ("0", "x"))]));
        Assert.Equal("true", Show(Value.Bool(Same(
            Run("Csv::parse", Run("Csv::serialize", rows, Value.Of(ListValue.Empty), Text(";")), Text(";")), Value.Ok(rows)))));
    });

    [Fact]
    public void Parts_of_a_url_are_read_back() =>
        Texts.Sample(text => Assert.True(Same(Value.Ok(Text(text)), Run("Url::decode", Run("Url::encode", Text(text))))));

    [Fact]
    public void Queries_are_read_back() => Gen.Select(Texts, Texts).Sample((name, text) =>
    {
        var lists = Value.Of(new DictValue([name], [Value.Of(new ListValue([Text(text), Text("")]))]));
        Assert.True(Same(lists, Run("Url::parseQuery", Run("Url::query", lists))));
    });

    [Fact]
    public void Text_in_html_is_read_back() =>
        Texts.Sample(text => Assert.True(Same(Text(text), Run("Html::unescape", Run("Html::escape", Text(text))))));

    [Fact]
    public void Bytes_in_gzip_are_read_back() => Gen.Byte.Array[0, 2000].Sample(bytes =>
    {
        var value = Value.Of(new BytesValue(bytes));
        Assert.True(Same(Value.Ok(value), Run("Bytes::gunzip", Run("Bytes::gzip", value), Value.Int(bytes.Length))));
    });

    [Fact]
    public void A_gzip_that_was_cut_short_is_an_error() => Gen.Select(Gen.Byte.Array[0, 200], Gen.Int[1, 40]).Sample((bytes, cut) =>
    {
        var whole = Run("Bytes::gzip", Value.Of(new BytesValue(bytes))).AsBytes.Content;
        var value = Value.Of(new BytesValue(whole[..Math.Max(0, whole.Length - cut)].ToArray()));
        Assert.False(Run("Bytes::gunzip", value, Value.Int(1000)).AsResult.IsOk);
    });

    [Fact]
    public void Durations_are_read_back() =>
        Gen.Long.Sample(seconds => Assert.True(Same(
            Value.Ok(Value.Int(seconds)), Run("Duration::parse", Run("Duration::toText", Value.Int(seconds))))));

    [Fact]
    public void Local_parts_with_their_offset_are_read_back() =>
        Gen.Select(Gen.Long[-2_000_000_000, 4_000_000_000], Gen.OneOfConst("Europe/Berlin", "America/New_York", "Asia/Kolkata"))
            .Sample((seconds, zone) =>
            {
                var date = Value.Date(DateTimeOffset.UnixEpoch.AddSeconds(seconds));
                Assert.True(Same(date, Run("Date::fromLocal", Run("Date::inZone", date, Text(zone)), Text(zone))));
            });

    [Fact]
    public void A_thousand_dates_are_read_back_in_every_form()
    {
        string[] formats =
        [
            "yyyy-MM-dd HH:mm:ss", "d.M.yyyy H:mm:ss", "dd MMM yyyy, HH:mm:ss", "yyyyMMddHHmmss", "dddd d MMMM yyyy h:mm:ss tt",
        ];
        Dates.Sample(date =>
        {
            AssertParsed("Date::parse", date, Run("inspect", date));
            AssertParsed("Date::parse", date, Run("JSON::parse", Run("JSON::serialize", date)).AsResult.Inner);
            var millisecond = Run("Date::fromMilliseconds", Run("Date::toMilliseconds", date));
            Assert.True(Same(millisecond, Run("Date::fromMilliseconds", Run("Date::toMilliseconds", millisecond))));
            var second = Run("Date::fromSeconds", Run("Date::toSeconds", date));
            AssertParsed("Date::parse", second, Run("toString", second));
            AssertParsed("Date::parseRfc2822", second, Run("Date::toRfc2822", second));
            foreach (var format in formats)
                AssertParsed("Date::parseFormat", second, Run("Date::format", second, Text(format)), Text(format));
        }, iter: 1000);

        static void AssertParsed(string name, Value date, Value text, params Value[] format) =>
            Assert.True(Same(Value.Ok(date), Run(name, [text, .. format])), $"{name} {Show(text)}");
    }

    [Fact]
    public void A_thousand_dates_are_read_back_in_every_zone()
    {
        var zones = TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(zone => ZoneNames.Problem(zone) is null).ToArray();
        Assert.True(zones.Length > 100);
        var next = 0;
        Gen.Long[-2_000_000_000, 8_000_000_000].Sample(seconds =>
        {
            var date = Value.Date(DateTimeOffset.UnixEpoch.AddSeconds(seconds));
            for (var i = 0; i < 20; i++)
            {
                var zone = Text(zones[Interlocked.Increment(ref next) % zones.Length]);
                Assert.True(Same(date, Run("Date::fromLocal", Run("Date::inZone", date, zone), zone)), $"{seconds} {zone.AsString}");
            }
        }, iter: 1000);
    }

    [Fact]
    public void Lines_of_json_are_read_back() => Texts.List[0, 5].Sample(texts =>
    {
        var list = Value.Of(new ListValue([.. texts.Select(Text)]));
        Assert.True(Same(Value.Ok(list), Run("JSON::parseLines", Run("JSON::serializeLines", list))));
    });

    [Fact]
    public void A_pattern_of_anything_matches_each_character_once() => Texts.Sample(text => Assert.Equal(
        new Clusters(text).Count, Run("Regex::findAll", Text(text), Text(@"[\s\S]")).AsList.Count));

    [Fact]
    public void A_text_is_found_where_it_is_cut() => Gen.Select(Texts, Texts).Sample((text, search) =>
    {
        if (Run("String::indexOf", Text(text), Text(search)).AsOption is { IsJust: true, Inner: var index })
        {
            var length = Run("String::length", Text(search)).AsInt;
            Assert.True(Same(Text(search), Run("String::slice", Text(text), index, Value.Int(index.AsInt + length))));
        }
    });

    private static Value Text(string text) => Value.String(text);

    private static Value Record(params (string Name, string Text)[] fields)
    {
        var record = new DictBuilder();
        foreach (var (name, text) in fields)
            record.Set(name, Text(text));
        return Value.Of(record.ToDict());
    }

    private static string Show(Value value) => ValueDisplay.Show(value);

    private static bool Same(Value left, Value right) => ValueEquality.AreEqual(left, right);

    private static Value Run(string name, params Value[] arguments)
    {
        var function = LibraryCatalog.Standard.Find(name)!;
        ArgumentCheck.Verify(function, arguments);
        return function.Body(new Execution(new EffectsHost(new SeededEffects()), Limits.Default, CancellationToken.None), arguments);
    }
}
