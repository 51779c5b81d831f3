using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Queues;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>Names and keys that programs compute have limits.</summary>
public sealed class NameLimitTests
{
    [Theory]
    [InlineData("emit 1 (String::padStart \"\" \"w\" event)", 200, null)]
    [InlineData("emit 1 (String::padStart \"\" \"w\" event)", 201, "D0530")]
    [InlineData("emit 1 (String::padStart \"\" \"w\" event)", 60_000_000, "D0530")]
    [InlineData("emitOnce 1 (String::padStart \"\" \"k\" event) \"w\"", 1_000, null)]
    [InlineData("emitOnce 1 (String::padStart \"\" \"k\" event) \"w\"", 1_001, "D0530")]
    [InlineData("Queue::pause (String::padStart \"\" \"w\" event)", 60_000_000, "D0524")]
    public async Task A_name_or_key_that_is_too_long_ends_the_run_with_a_short_error(string code, int length, string? expected)
    {
        using var canvas = Running.Open($"worker w\n  {code}\n");
        await canvas.Ask(Operations.Pause, new PauseRequest(HandlerId.Worker("w"), "me"));
        await canvas.Emit("w", $"{length}");
        var settled = await canvas.Ask(Operations.Step, new HandlerRequest(HandlerId.Worker("w")));
        Assert.Equal(expected, settled.Failure?.Code);
        Assert.InRange(settled.Failure?.Message.Length ?? 0, 0, 400);
    }

    [Fact]
    public async Task Messages_wait_for_a_limited_number_of_names_without_a_worker()
    {
        using var canvas = Running.Open("worker w\n  emit 1 event\n");
        await canvas.Ask(
            Operations.Emit, [.. Enumerable.Range(1, QueueTable.MostNotFound).Select(n => new EmitRequest($"n{n}", "1"))]);
        var refused = await Assert.ThrowsAsync<ControlException>(() => canvas.Emit("another", "1"));
        Assert.Equal(ControlProblem.Refused, refused.Problem);
        Assert.Contains("10000 names that no worker has", refused.Message, StringComparison.Ordinal);
        var settled = await canvas.Handle("w", "\"another\"");
        Assert.Equal("D0531", settled.Failure!.Code);
        await canvas.Emit("n1", "1");
        Assert.Null((await canvas.Handle("w", "\"n1\"")).Failure);
        Assert.Equal(StatusView.MostNotFound, (await canvas.Status()).NotFound.Count);
        await canvas.Ask(Operations.Remove, new(SelectionState.NotFound, Handler: HandlerId.Worker("n2")));
        await canvas.Emit("another", "1");
    }
}
