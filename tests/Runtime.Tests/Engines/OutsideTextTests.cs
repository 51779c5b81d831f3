using System.Text.Json;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>Texts from outside are equal if the language says so, however their characters are composed.</summary>
public sealed class OutsideTextTests
{
    private const string Composed = "caf\u00e9";
    private const string Decomposed = "cafe\u0301";

    [Fact]
    public async Task A_message_reaches_its_worker_in_whatever_form_its_name_is_written()
    {
        using var running = Running.Open($"worker {Composed}\n  event.{Composed}\n");
        var settled = await running.Handle(Decomposed, $$"""{"{{Decomposed}}":"{{Decomposed}}"}""");
        Assert.Equal((MessageState.Done, $"\"{Composed}\""), (settled.State, settled.Result!.Json));
        Assert.Empty((await running.Status()).NotFound);
    }

    [Fact]
    public async Task A_404_and_a_once_key_are_one_in_both_forms()
    {
        using var running = Running.Open("worker other\n  event\n");
        var first = (await running.Ask(Operations.Emit, [new(Composed, "1", OnceKey: Composed)]))[0];
        var second = (await running.Ask(Operations.Emit, [new(Decomposed, "1", OnceKey: Decomposed)]))[0];
        Assert.Equal((false, true), (first.Repeated, second.Repeated));
        var lost = Assert.Single((await running.Status()).NotFound);
        Assert.Equal((Composed, 1L), (lost.Name, lost.Messages));
    }

    [Fact]
    public async Task Commands_and_lists_find_a_handler_in_both_forms()
    {
        using var running = Running.Open($"worker {Composed} with {{ key: event }}\n  event\n\ncron n{Decomposed} \"0 0 1 1 *\"\n  1\n");
        await running.Pause(Decomposed);
        Assert.Equal(HandlerState.Paused, (await running.Worker(Composed)).State);
        await running.Emit(Decomposed, $"\"{Decomposed}\"");
        Assert.Equal($"\"{Composed}\"", Assert.Single(await running.Ask(Operations.Messages, new(HandlerId.Worker(Decomposed)))).Key);
        Assert.Equal(1, (await running.Ask(Operations.Count, new(SelectionState.Queued, Handler: HandlerId.Worker(Decomposed)))).Count);
        Assert.Single(await running.Ask(Operations.NextDue, new($"n{Decomposed}", 1)));
        await running.Ask(Operations.RunCron, new(HandlerId.Cron($"n{Composed}")));
    }

    [Theory]
    [InlineData("""{"kind":"worker","name":"cafe\u0301"}""")]
    [InlineData("""{"kind":"worker","name":"caf\u00e9"}""")]
    public void A_handler_of_a_request_is_read_in_one_form(string json) =>
        Assert.Equal(HandlerId.Worker(Composed), JsonSerializer.Deserialize(json, ControlJson.Form.HandlerId));

    [Fact]
    public async Task An_error_is_found_in_both_forms()
    {
        using var running = Running.Open($"worker w\n  fail \"{Composed}\"\n");
        await running.Handle("w", "1");
        Assert.Equal(1, (await running.Ask(Operations.Count, new(SelectionState.Dead, Error: Decomposed))).Count);
    }
}
