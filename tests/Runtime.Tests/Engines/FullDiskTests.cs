using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Tests.Storage;

namespace DarkLang.Runtime.Tests.Engines;

public sealed class FullDiskTests : IDisposable
{
    private const string Source = "worker w\n  event\n";

    private const string Fan = "worker fan\n  List::range 1 event |> List::map \\i -> emit i \"sink\"\n\nworker sink\n  event\n";

    private readonly RefusingStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task An_emit_is_refused_with_the_reason_and_the_next_one_works_when_there_is_room()
    {
        using var canvas = await Open(Source);
        _store.Refuses = _ => true;
        var refused = await Assert.ThrowsAsync<ControlException>(() => canvas.Ask(Operations.Emit, [new EmitRequest("w", "1")]));
        Assert.Equal((ControlProblem.Refused, "no room left on the disk"), (refused.Problem, refused.Message));

        _store.Refuses = _ => false;
        Assert.Equal(MessageState.Done, (await canvas.Handle("w", "2")).State);
        Assert.Equal(1, (await canvas.Worker("w")).Done);
    }

    [Fact]
    public async Task Finished_work_waits_for_room_and_is_settled_once()
    {
        using var canvas = await Open("worker w\n  emit event \"sink\"\n\nworker sink\n  event\n");
        _store.Refuses = change => change is MessageSettled;
        await canvas.Emit("w", "1");
        await canvas.AttemptDeferred.Reaches(1);
        Assert.Equal((1, 0), ((await canvas.Worker("w")).Running, (await canvas.Worker("sink")).Done));
        Assert.Equal(["worker w"], (await canvas.Status()).WaitingForDiskSpace);

        _store.Refuses = _ => false;
        await canvas.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((1, 1), ((await canvas.Worker("w")).Done, (await canvas.Worker("sink")).Done));
        Assert.Empty((await canvas.Status()).WaitingForDiskSpace);
    }

    [Fact]
    public async Task The_status_says_why_the_store_takes_nothing()
    {
        using var canvas = await Open(Source);
        await canvas.Ask(Operations.Pause, new(HandlerId.Worker("w"), "ada"));
        await canvas.Emit("w", "1");
        _store.Refuses = change => change is not HandlerResumed;
        await canvas.Resume("w");
        await canvas.AttemptDeferred.Reaches(1);
        Assert.Equal("no room left on the disk", (await canvas.Status()).Trouble);
        _store.Refuses = _ => false;
        await canvas.Advance(TimeSpan.FromSeconds(1));
        Assert.Null((await canvas.Status()).Trouble);
    }

    [Fact]
    public async Task Everything_else_continues_while_the_emits_of_one_attempt_do_not_fit()
    {
        using var canvas = await Open(Fan);
        _store.MostNew = 2;
        await canvas.Emit("fan", "3");
        await canvas.AttemptDeferred.Reaches(1);
        await canvas.Ask(Operations.Pause, new(HandlerId.Worker("sink"), "ada"));
        await canvas.Resume("sink");
        Assert.Equal(MessageState.Done, (await canvas.Handle("sink", "1")).State);
        var fan = await canvas.Worker("fan");
        Assert.Equal((1, 0), (fan.Running, fan.Done));

        _store.MostNew = int.MaxValue;
        await canvas.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((1, 4), ((await canvas.Worker("fan")).Done, (await canvas.Worker("sink")).Done));
    }

    [Fact]
    public async Task A_worker_with_an_attempt_that_waits_for_room_starts_nothing()
    {
        using var canvas = await Open(Fan);
        _store.MostNew = 2;
        await canvas.Emit("fan", "3");
        await canvas.AttemptDeferred.Reaches(1);
        await canvas.Emit("fan", "1");
        Assert.Equal(MessageState.Done, (await canvas.Handle("sink", "1")).State);
        Assert.Equal((1, 1), ((await canvas.Worker("fan")).Running, (await canvas.Worker("fan")).Ready));

        _store.MostNew = int.MaxValue;
        await canvas.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(5, (await canvas.Worker("sink")).Done);
    }

    [Fact]
    public async Task Emits_that_do_not_fit_are_discarded_when_the_message_is_cancelled()
    {
        using var canvas = await Open(Fan);
        _store.MostNew = 2;
        var id = await canvas.Emit("fan", "3");
        await canvas.AttemptDeferred.Reaches(1);
        Assert.Equal(MessageState.Done, (await canvas.Handle("sink", "1")).State);
        Assert.Equal(1, (await canvas.Ask(Operations.Remove, new(SelectionState.Queued, Ids: [id.ToString()]))).Count);
        Assert.Equal(MessageState.Done, (await canvas.Handle("fan", "1")).State);

        _store.MostNew = int.MaxValue;
        await canvas.Idle();
        var (fan, sink) = (await canvas.Worker("fan"), await canvas.Worker("sink"));
        Assert.Equal((0, 1, 2), (fan.Running, fan.Done, sink.Done));
        using var next = canvas.Restart(Fan);
        await next.Idle();
        Assert.Equal((0, 2), ((await next.Worker("fan")).Ready, (await next.Worker("sink")).Done));
    }

    [Fact]
    public async Task A_cancel_is_refused_if_the_end_of_the_attempt_can_not_be_discarded()
    {
        using var canvas = await Open("worker w\n  Queue::pause \"v\"\n  emit 1 \"v\"\n  emit 2 \"v\"\n\nworker v\n  event\n");
        _store.MostNew = 1;
        var id = await canvas.Emit("w", "3");
        await canvas.AttemptDeferred.Reaches(1);
        var refused = await Assert.ThrowsAsync<ControlException>(
            () => canvas.Ask(Operations.Remove, new(SelectionState.Queued, Ids: [id.ToString()])));
        Assert.Equal(
            (ControlProblem.Refused, $"the attempt at message {id} has just ended and its result is being stored: try again"),
            (refused.Problem, refused.Message));
    }

    [Fact]
    public async Task A_purge_says_how_many_messages_it_removed_before_the_store_refused_the_rest()
    {
        using var canvas = Running.Open(Source, _store);
        await canvas.Ask(Operations.Pause, new(HandlerId.Worker("w"), "ada"));
        await canvas.Ask(Operations.Emit, [.. Enumerable.Range(0, 2_500).Select(i => new EmitRequest("w", $"{i}"))]);
        var removed = 0;
        _store.Refuses = change => change is MessageSettled && ++removed > 2_000;
        var refused = await Assert.ThrowsAsync<ControlException>(
            () => canvas.Ask(Operations.Remove, new(SelectionState.Queued, Handler: HandlerId.Worker("w"))));
        Assert.Equal("2000 of 2500 messages were changed, the others were left as they are: no room left on the disk", refused.Message);
        Assert.Equal(500, (await canvas.Worker("w")).Ready);
    }

    [Fact]
    public async Task A_cron_whose_resume_was_refused_does_not_catch_up_after_a_restart()
    {
        const string source = "cron tick daily at 12:00\n  1\n";
        var canvas = Running.Open(source, _store);
        await canvas.Ask(Operations.Pause, new(HandlerId.Cron("tick"), "ada"));
        await canvas.Advance(TimeSpan.FromHours(5));
        _store.Refuses = change => change is HandlerResumed;
        await Assert.ThrowsAsync<ControlException>(() => canvas.Ask(Operations.Resume, new(HandlerId.Cron("tick"))));
        _store.Refuses = _ => false;
        await canvas.Ask(Operations.Resume, new(HandlerId.Cron("tick")));

        using var next = canvas.Restart(source);
        await next.Idle();
        var cron = await next.Cron("tick");
        Assert.Equal((0, Running.Start.AddHours(26)), (cron.Done, cron.NextDue));
    }

    [Fact]
    public async Task A_once_key_of_a_refused_emit_is_free_again()
    {
        using var canvas = await Open(Source);
        _store.Refuses = _ => true;
        await Assert.ThrowsAsync<ControlException>(() => canvas.Ask(Operations.Emit, [new EmitRequest("w", "1", OnceKey: "k")]));
        _store.Refuses = _ => false;
        var emitted = await canvas.Ask(Operations.Emit, [new EmitRequest("w", "1", OnceKey: "k")]);
        Assert.False(emitted[0].Repeated);
    }

    /// <summary>Opens a canvas and lets it store what it writes at its start, while the disk still has room.</summary>
    private async Task<Running> Open(string source)
    {
        var canvas = Running.Open(source, _store);
        await canvas.Idle();
        return canvas;
    }
}
