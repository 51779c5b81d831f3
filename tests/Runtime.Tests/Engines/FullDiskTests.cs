using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Tests.Storage;

namespace DarkLang.Runtime.Tests.Engines;

public sealed class FullDiskTests
{
    private const string Source = "worker w\n  event\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_emit_is_refused_with_the_reason_and_the_next_one_works_when_there_is_room()
    {
        var store = new RefusingStore();
        using var canvas = Running.Open(Source, store);
        await canvas.Idle();
        store.Refuses = _ => true;
        var refused = await Assert.ThrowsAsync<ControlException>(() => canvas.Control.Emit([new EmitRequest("w", "1")], Token));
        Assert.Equal((ControlProblem.Refused, "no room left on the disk"), (refused.Problem, refused.Message));

        store.Refuses = _ => false;
        Assert.Equal("done", (await canvas.Handle("w", "2")).State);
        Assert.Equal(1, (await canvas.Worker("w")).Done);
    }

    [Fact]
    public async Task Work_that_is_done_waits_for_room_and_is_settled_once()
    {
        var store = new RefusingStore { Refuses = change => change is MessageSettled };
        using var canvas = Running.Open("worker w\n  emit event \"sink\"\n\nworker sink\n  event\n", store);
        await canvas.Emit("w", "1");
        await Running.Until(() => Task.FromResult(store.Refusals > 0));
        Assert.Equal((1, 0), ((await canvas.Worker("w")).Running, (await canvas.Worker("sink")).Done));

        store.Refuses = _ => false;
        await Running.Until(async () =>
        {
            canvas.Time.Advance(TimeSpan.FromSeconds(1));
            return (await canvas.Worker("sink")).Done == 1;
        });
        Assert.Equal(1, (await canvas.Worker("w")).Done);
    }

    [Fact]
    public async Task A_cron_whose_resuming_was_refused_does_not_make_up_for_its_pause_after_a_restart_either()
    {
        const string source = "cron tick daily at 12:00\n  1\n";
        var store = new RefusingStore();
        var canvas = Running.Open(source, store);
        await canvas.Control.Pause(HandlerId.Cron("tick"), "ada", null, Token);
        await canvas.Advance(TimeSpan.FromHours(5));
        store.Refuses = change => change is HandlerResumed;
        await Assert.ThrowsAsync<ControlException>(() => canvas.Control.Resume(HandlerId.Cron("tick"), Token));
        store.Refuses = _ => false;
        await canvas.Control.Resume(HandlerId.Cron("tick"), Token);

        using var next = canvas.Restart(source);
        await next.Idle();
        var cron = await next.Cron("tick");
        Assert.Equal((0, Running.Start.AddHours(26)), (cron.Done, cron.NextDue));
    }

    [Fact]
    public async Task A_once_key_of_a_refused_emit_is_free_again()
    {
        var store = new RefusingStore();
        using var canvas = Running.Open(Source, store);
        await canvas.Idle();
        store.Refuses = _ => true;
        await Assert.ThrowsAsync<ControlException>(() => canvas.Control.Emit([new EmitRequest("w", "1", OnceKey: "k")], Token));
        store.Refuses = _ => false;
        var emitted = await canvas.Control.Emit([new EmitRequest("w", "1", OnceKey: "k")], Token);
        Assert.False(emitted[0].Repeated);
    }
}
