using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Interactive;
using DarkLang.Lang.Source;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Tests.Interactive;

/// <summary>Conditions that choose messages.</summary>
public sealed class ConditionTests
{
    private const string Canvas = """
        type Order = { total: Int, note: Option<String> }

        fn isLarge (total: Int) : Bool =
          total > 100

        fn chance (n: Int) : Int =
          Int::random 1 n

        worker orders (order: Order)
          order.total

        worker plain
          event
        """;

    [Theory]
    [InlineData("event.total > 100", true)]
    [InlineData("isLarge event.total", true)]
    [InlineData("event.total > 1000", false)]
    [InlineData("(event.name |> String::startsWith \"a\") && event.total < 200", true)]
    [InlineData("match event.customer with\n| { id } -> id == 7\n| _ -> false", true)]
    public void A_condition_holds_or_not(string text, bool expected)
    {
        var loaded = Load(text);
        Assert.Empty(loaded.Diagnostics);
        Assert.Equal((expected, null), (loaded.Condition!.Holds([Event(), Value.Null], out var problem), problem));
    }

    [Theory]
    [InlineData("event.totl > 100", "totl")]
    [InlineData("event.total", "its value is 150, which is not true or false")]
    [InlineData("chance 3 == 1", "`Int::random` can't be used in an option or condition")]
    [InlineData("___", "it reached a hole")]
    [InlineData("List::length (List::map (List::range 1 90000) \\x -> List::sum (List::range 1 90000)) > 0", "steps")]
    public void What_fails_for_a_message_does_not_hold_and_says_why(string text, string why)
    {
        Assert.False(Load(text).Condition!.Holds([Event(), Value.Null], out var problem));
        Assert.Contains(why, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evnt.total > 100", null, "D0301", "where:1:1")]
    [InlineData("event.total >", null, "D0204", "where:1:13")]
    [InlineData("event.total > 100 && 5", null, "D0330", "where:1:22")]
    [InlineData("1 + 2", null, "D0392", "where:1:1")]
    [InlineData("event == Uuid::generate", null, "D0393", "where:1:10")]
    [InlineData("event.totl > 100", "orders", "D0332", "where:1:7")]
    [InlineData("message.atempts > 1", null, "D0332", "where:1:9")]
    public void A_mistake_is_reported_at_its_place_in_the_condition(string text, string? worker, string code, string at)
    {
        var loaded = Load(text, worker);
        Assert.Null(loaded.Condition);
        var diagnostic = loaded.Diagnostics.First(found => found.Severity == Severity.Error);
        Assert.Equal((code, at), (diagnostic.Code, $"{diagnostic.Location.Source.Path}:{diagnostic.Location.Start}"));
    }

    [Fact]
    public void A_mistake_in_the_canvas_does_not_matter() =>
        Assert.NotNull(Condition.OfMessages(new SourceText("where", "event == 1"), [new SourceText("a.dark", "fn f (\n")], null).Condition);

    private static LoadedCondition Load(string text, string? worker = null) =>
        Condition.OfMessages(new SourceText("where", text), [new SourceText("a.dark", Canvas)], worker);

    private static Value Event() =>
        ValueJson.TryRead("""{ "total": 150, "name": "ada", "customer": { "id": 7 } }""", out var value, out _) ? value : default;
}
