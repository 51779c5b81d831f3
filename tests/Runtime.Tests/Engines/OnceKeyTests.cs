using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>What a worker remembers of the keys under which messages are emitted once.</summary>
public sealed class OnceKeyTests
{
    private const string Source = "worker w with { dedupe: event.id }\n  Int::divide 10 event.by\n\nworker v\n  event\n";

    [Theory]
    [InlineData("dead rm")]
    [InlineData("queue cancel")]
    [InlineData("queue purge")]
    [InlineData("404 rm")]
    public async Task A_message_that_is_removed_by_hand_can_be_emitted_again_also_after_a_restart(string act)
    {
        var canvas = Running.Open(Source);
        var worker = act == "404 rm" ? "nobody" : "w";
        if (act != "dead rm")
            await canvas.Pause("w");
        var (first, second) = (await Emit(canvas, worker, "k"), await Emit(canvas, worker, null));
        await canvas.Idle();
        Assert.Equal((true, first.Message), (await Emit(canvas, worker, "k")).Outcome());
        await canvas.Ask(Operations.Remove, act switch
        {
            "dead rm" => new(SelectionState.Dead, All: true),
            "queue cancel" => new(SelectionState.Queued, Ids: [$"{first.Message}", $"{second.Message}"]),
            "queue purge" => new(SelectionState.Queued, Handler: HandlerId.Worker(worker)),
            _ => new MessageSelection(SelectionState.NotFound, Handler: HandlerId.Worker(worker)),
        });

        canvas = canvas.Restart(Source);
        Assert.False((await Emit(canvas, worker, "k")).Repeated);
        Assert.False((await Emit(canvas, worker, null)).Repeated);
        await canvas.Ask(Operations.Remove, new(SelectionState.Dead, All: true));
        canvas.Dispose();
    }

    [Fact]
    public async Task Without_a_restart_a_removed_message_frees_its_key_at_once()
    {
        using var canvas = Running.Open(Source);
        await Emit(canvas, "w", "k");
        await canvas.Idle();
        await canvas.Ask(Operations.Remove, new(SelectionState.Dead, All: true));
        Assert.False((await Emit(canvas, "w", "k")).Repeated);
    }

    [Fact]
    public async Task A_message_that_is_retried_with_another_event_keeps_its_key()
    {
        var canvas = Running.Open(Source);
        var first = await Emit(canvas, "w", "k");
        await canvas.Idle();
        await canvas.Ask(Operations.Edit, new($"{first.Message}", """{ "id": 1, "by": 2 }"""));
        await canvas.Idle();
        Assert.Equal((true, first.Message), (await Emit(canvas, "w", "k")).Outcome());

        using var next = canvas.Restart(Source);
        Assert.Equal((true, first.Message), (await Emit(next, "w", "k")).Outcome());
    }

    [Fact]
    public async Task A_message_that_is_moved_leaves_its_key_to_the_worker_it_was_emitted_to()
    {
        using var canvas = Running.Open(Source);
        var first = await Emit(canvas, "x", "k");
        await canvas.Ask(Operations.Move, new(new(SelectionState.NotFound, Handler: HandlerId.Worker("x")), "v"));
        Assert.Equal((true, first.Message), (await Emit(canvas, "x", "k")).Outcome());
        Assert.False((await Emit(canvas, "v", "k")).Repeated);
    }

    [Fact]
    public async Task The_keys_of_a_worker_are_listed_with_their_messages()
    {
        using var canvas = Running.Open(Source);
        var (named, deduped) = (await Emit(canvas, "w", "k"), await Emit(canvas, "w", null));
        var keys = await canvas.Ask(Operations.Keys, new(HandlerId.Worker("w")));
        Assert.Equal(
            [("1", true, deduped.Message), ("k", false, named.Message)],
            keys.OrderBy(key => key.Key, StringComparer.Ordinal).Select(key => (key.Key, key.Dedupe, key.Message)));
        Assert.All(keys, key => Assert.Equal((Running.Start, Running.Start.AddDays(1)), (key.EmittedAt!.Value, key.Until)));
        Assert.Single(await canvas.Ask(Operations.Keys, new(HandlerId.Worker("w"), Limit: 1)));
        var unknown = await Assert.ThrowsAsync<ControlException>(() => canvas.Ask(Operations.Keys, new(HandlerId.Worker("ww"))));
        Assert.Contains("did you mean \"w\"?", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forgotten_key_can_be_emitted_again_also_after_a_restart()
    {
        var canvas = Running.Open(Source);
        await Emit(canvas, "w", "k");
        await Emit(canvas, "w", null);
        Assert.Equal(0, (await canvas.Ask(Operations.ForgetKey, new(HandlerId.Worker("w"), "K"))).Count);
        Assert.Equal(1, (await canvas.Ask(Operations.ForgetKey, new(HandlerId.Worker("w"), "k"))).Count);
        Assert.Equal(1, (await canvas.Ask(Operations.ForgetKey, new(HandlerId.Worker("w"), "1"))).Count);

        using var next = canvas.Restart(Source);
        Assert.Empty(await next.Ask(Operations.Keys, new(HandlerId.Worker("w"))));
        Assert.False((await Emit(next, "w", "k")).Repeated);
        Assert.False((await Emit(next, "w", null)).Repeated);
    }

    [Fact]
    public async Task A_key_from_code_knows_its_message()
    {
        const string source = "worker source\n  emitOnce 1 \"k\" \"w\"\n\nworker w\n  event\n";
        using var canvas = Running.Open(source);
        var parent = await canvas.Emit("source", "1");
        await canvas.Idle();
        var key = Assert.Single(await canvas.Ask(Operations.Keys, new(HandlerId.Worker("w"))));
        Assert.Equal(MessageIds.OfEmit(parent, 0), key.Message);
    }

    private static async Task<EmitView> Emit(Running canvas, string worker, string? key) =>
        (await canvas.Ask(Operations.Emit, [new EmitRequest(worker, """{ "id": 1, "by": 0 }""", OnceKey: key)]))[0];
}

internal static class EmitViews
{
    public static (bool Repeated, Guid? Message) Outcome(this EmitView view) => (view.Repeated, view.Message);
}
