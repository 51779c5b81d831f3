using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>A worker that declares the type of its event gets only such events.</summary>
public sealed class EventTypeTests
{
    private const string Types = """
        type Order = { id: Int; items: List<Item>; note: Option<String> }
        type Item = { sku: String; price: Float }

        """;

    private const string Pay = Types + """
        worker pay (order: Order)
          List::map order.items (\item -> item.price)
        """;

    [Fact]
    public async Task An_emit_from_outside_that_does_not_fit_is_refused_and_nothing_is_stored()
    {
        using var running = Running.Open(Pay);
        var fits = new EmitRequest("pay", """{"id":1,"items":[]}""");
        var refused = await Assert.ThrowsAsync<ControlException>(() => running.Ask(Operations.Emit, [fits, new EmitRequest(
                "pay", """{"id":2,"items":[{"sku":"a","price":1.5},{"sku":"b","price":2.5},{"sku":"c","price":"x"}]}""")]));

        Assert.Equal(
            (ControlProblem.WrongEvent,
                "the event does not fit worker \"pay\": event.items[2].price: expected Float, got String of 1 character"),
            (refused.Problem, refused.Message));
        await running.Idle();
        Assert.Equal(0, (await running.Worker("pay")).Done);
    }

    [Fact]
    public async Task All_fields_that_do_not_fit_are_named()
    {
        using var running = Running.Open(Pay);
        var refused = await Assert.ThrowsAsync<ControlException>(
            () => running.Emit("pay", """{"id":"x","items":[{"sku":1,"price":"y"}]}"""));
        Assert.Equal(
            "the event does not fit worker \"pay\": event.id: expected Int, got String of 1 character; "
                + "event.items[0].sku: expected String, got Int 1; event.items[0].price: expected Float, got String of 1 character",
            refused.Message);
    }

    [Fact]
    public async Task A_missing_field_is_named_with_a_similar_one()
    {
        using var running = Running.Open(Pay);
        var refused = await Assert.ThrowsAsync<ControlException>(() => running.Emit("pay", """{"id":1,"itmes":[]}"""));
        Assert.Equal(
            "the event does not fit worker \"pay\": event.items: expected List<Item>, but there is no such field (there is `itmes`)",
            refused.Message);
    }

    [Fact]
    public async Task Json_is_read_as_the_declared_type()
    {
        const string type = "{ id: Uuid; at: Date; rate: Float; letter: Char; data: Bytes; pair: (Int, Float); some: Option<Float>; "
            + "none: Option<Int>; left: Option<Int>; ok: Result<Float, String>; bad: Result<Int, String>; more: Dict<Float> }";
        using var running = Running.Open($"worker show (event: {type})\n  event\n");
        var settled = await running.Handle("show", """
            {
              "id": "3b8b4a5e-6f0e-4a6c-9d57-0a1b2c3d4e5f", "at": "2031-02-03T04:05:06Z", "rate": 2, "letter": "x", "data": "AQI=",
              "pair": [1, 2], "some": 3, "none": null, "ok": 4, "bad": { "Error": "no" }, "more": { "a": 1 }, "extra": "kept"
            }
            """);
        Assert.Equal(MessageState.Done, settled.State);
        var result = settled.Result!.Text.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal);
        Assert.All(
            [
                "id: 3b8b4a5e", "at: 2031-02-03T04:05:06Z", "rate: 2.0", "letter: 'x'", "pair: (1, 2.0)", "some: Just 3.0",
                "none: Nothing", "left: Nothing", "ok: Ok 4.0", "bad: Error \"no\"", "more: { a: 1.0 }", "extra: \"kept\"",
            ],
            part => Assert.Contains(part, result, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_amount_keeps_its_digits_in_the_event_the_store_and_the_result()
    {
        const string pay = "worker pay (event: { price: Decimal; parts: List<Decimal>; tip: Option<Decimal> })\n  ";
        var before = Running.Open(pay + "___\n");
        await before.Emit("pay", """{"price":12.50,"parts":[12345678901234567890.10,5,-0],"tip":0.00}""");
        using var running = before.Restart(pay + "event\n");
        await running.Idle();

        var trace = (await running.Ask(Operations.Traces, new())).Single(trace => trace.Outcome == TraceOutcome.Completed);
        var result = (await running.Ask(Operations.Trace, new($"{trace.Id}"))).Result!;
        Assert.Equal("""{"parts":[12345678901234567890.10,5,0],"price":12.50,"tip":0.00}""", result.Json);
        Assert.Equal("{ parts: [12345678901234567890.10m, 5.0m, 0.0m], price: 12.50m, tip: Just 0.00m }", result.Text);
    }

    [Theory]
    [InlineData("""{"price":1.23456789012345678901234567891}""")]
    [InlineData("""{"price":79228162514264337593543950336}""")]
    public async Task An_amount_with_more_digits_than_a_Decimal_holds_is_refused(string json)
    {
        using var running = Running.Open("worker pay (event: { price: Decimal })\n  event\n");
        var refused = await Assert.ThrowsAsync<ControlException>(() => running.Emit("pay", json));
        Assert.Contains(" does not fit into a Decimal (28 digits fit, ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Equal_amounts_have_one_key()
    {
        using var running = Running.Open("worker pay (event: { price: Decimal }) with { dedupe: event.price }\n  event\n");
        await running.Ask(Operations.Emit, [new EmitRequest("pay", """{"price":1.50}""")]);
        var second = await running.Ask(Operations.Emit, [new EmitRequest("pay", """{"price":1.5}""")]);
        Assert.True(Assert.Single(second).Repeated);
    }

    [Theory]
    [InlineData("2031-02-03t04:05:06z", "2031-02-03T04:05:06Z")]
    [InlineData("2031-02-03T04:05:06.123456789+00:00", "2031-02-03T04:05:06.1234567Z")]
    public async Task A_date_of_an_event_is_any_of_RFC_3339_and_its_JSON_keeps_the_fraction(string sent, string written)
    {
        using var running = Running.Open("worker show (event: { at: Date })\n  event\n");
        var settled = await running.Handle("show", $$"""{"at":"{{sent}}"}""");
        Assert.Equal($$"""{"at":"{{written}}"}""", settled.Result!.Json);
    }

    [Theory]
    [InlineData("Float", "9007199254740993", "")]
    [InlineData("List<Float>", "[1,-9007199254740993]", "[1]")]
    [InlineData("Option<Float>", "9007199254740993", "")]
    [InlineData("Result<Float, String>", "9007199254740993", "")]
    [InlineData("(Int, Float)", "[1,9007199254740993]", "[1]")]
    [InlineData("Dict<Float>", """{"a":9007199254740993}""", ".a")]
    [InlineData("{ n: Option<List<Float>> }", """{"n":[9007199254740993]}""", ".n[0]")]
    public async Task A_whole_number_that_a_declared_float_would_change_is_refused_wherever_it_is(string type, string json, string path)
    {
        using var running = Running.Open($"worker show (event: {type})\n  event\n");
        var refused = await Assert.ThrowsAsync<ControlException>(() => running.Emit("show", json));
        Assert.StartsWith(
            $"the event does not fit worker \"show\": event{path}: expected Float, got Int ", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("9007199254740992.0 as a Float: declare it as an Int", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_emit_from_a_handler_that_does_not_fit_fails_there_and_emits_nothing()
    {
        using var running = Running.Open(Pay + "\n" + """
            worker shop
              emit { id: 1; items: []; note: Nothing } "pay"
              emit { id: 2; items: event; note: Nothing } "pay"
            """);
        var settled = await running.Handle("shop", """[{"sku":"a","price":"x"}]""");

        Assert.Equal(MessageState.Dead, settled.State);
        Assert.Equal(
            ("D0514",
                "the event does not fit worker \"pay\": event.items[0].price: expected Float, got String of 1 character", "test.dark:7:3"),
            (settled.Failure!.Code, settled.Failure.Message, settled.Failure.At));
        await running.Idle();
        Assert.Equal(0, (await running.Worker("pay")).Done);
    }

    [Fact]
    public async Task A_message_that_no_longer_fits_the_declared_type_is_a_dead_letter()
    {
        var before = Running.Open("worker other\n  event.id\n");
        await before.Emit("pay", """{"id":1}""");
        using var running = before.Restart(Pay);
        await running.Idle();

        var dead = Assert.Single(await running.Ask(Operations.Messages, new(State: MessageState.Dead)));
        Assert.Equal(
            "the event does not fit worker \"pay\": event.items: expected List<Item>, but there is no such field; "
                + "event.note: expected Option<String>, but there is no such field",
            dead.Failure!.Message);
    }

    [Fact]
    public async Task A_value_that_is_nested_too_deeply_is_refused_and_the_process_survives()
    {
        using var running = Running.Open("""
            type Node = { next: Option<Node> }

            worker walk (node: Node)
              node

            worker deep
              let node = List::fold (List::range 1 200000) { next: Nothing } (\inner n -> { next: Just inner })
              emit node "walk"
            """);
        var settled = await running.Handle("deep", "1");
        Assert.Equal((MessageState.Dead, "D0510"), (settled.State, settled.Failure!.Code));
    }
}
