using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Resolution;
using DarkLang.Runtime.Canvases;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage.Memory;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>A new version of the canvas takes over while the engine runs.</summary>
public sealed class ReloadTests
{
    private const string One = "worker w\n  1\n";
    private const string Two = "worker w\n  2\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_attempts_run_the_new_version_and_running_ones_end_on_the_old()
    {
        using var chance = new HeldEntropy();
        using var canvas = Running.Open("worker w\n  let id = Uuid::generate\n  1\n", entropy: chance.Fill);
        chance.Hold();
        var running = await canvas.Emit("w", "null", wait: true);
        await chance.Held.Reaches(1);
        var old = (await canvas.Status()).Version;
        var loaded = await canvas.Reload(Two);
        Assert.Equal((false, "worker w"), (loaded.IsRefused, Assert.Single(loaded.Changed)));
        Assert.Equal("2", (await canvas.Handle("w", "null")).Result!.Json);
        chance.Dispose();
        Assert.Equal("1", (await canvas.Ask(Operations.Wait, new(running))).Result!.Json);

        var status = await canvas.Status();
        Assert.Equal((loaded.Version, loaded.Version), (status.Version, status.Loaded!.Version));
        var traces = await canvas.Ask(Operations.Traces, new(HandlerId.Worker("w")));
        var versions = await Task.WhenAll(traces.OrderBy(trace => trace.Message == running ? 0 : 1)
            .Select(async trace => (await canvas.Ask(Operations.Trace, new(trace.Id.ToString()))).Version));
        Assert.Equal([old, loaded.Version], versions);
        Assert.Contains("Uuid::generate", Assert.Single(await canvas.Ask(Operations.Source, new(old))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_worker_takes_the_messages_that_wait_for_its_name()
    {
        using var canvas = Running.Open(One);
        await canvas.Emit("mail", "1");
        await canvas.Emit("mail", "2");
        await canvas.Idle();
        Assert.Equal(2, Assert.Single((await canvas.Status()).NotFound).Messages);
        var loaded = await canvas.Reload(One + "\nworker mail\n  event\n");
        await canvas.Idle();
        Assert.Equal(["worker mail"], loaded.Added);
        Assert.Equal(2, (await canvas.Worker("mail")).Done);
        Assert.Empty((await canvas.Status()).NotFound);
    }

    [Fact]
    public async Task The_queue_of_a_removed_worker_is_a_404_until_the_worker_is_back()
    {
        using var canvas =
            Running.Open("worker w with { key: event.c; retries: 1; backoff: 1m }\n  Int::divide 1 event.n\n\nworker other\n  event\n");
        await canvas.Emit("w", """{ "c": "a", "n": 0 }""");
        await canvas.Idle();
        await canvas.Emit("w", """{ "c": "a", "n": 1 }""");
        var gone = await canvas.Reload("worker other\n  event\n");
        Assert.Equal(["worker w"], gone.Removed);
        Assert.Equal(("w", 2), (Assert.Single((await canvas.Status()).NotFound) is var lost ? (lost.Name, lost.Messages) : default));
        await canvas.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(2, Assert.Single((await canvas.Status()).NotFound).Messages);
        await canvas.Reload("worker other\n  event\n\nworker w\n  event.n\n");
        await canvas.Idle();
        Assert.Equal(2, (await canvas.Worker("w")).Done);
    }

    [Fact]
    public async Task Messages_that_wait_for_code_are_due_at_once()
    {
        using var canvas = Running.Open("worker w\n  ___\n");
        Assert.Equal(MessageState.WaitingForCode, (await canvas.Handle("w", "7")).State);
        await canvas.Idle();
        Assert.Equal(1, (await canvas.Worker("w")).WaitingForCode);
        await canvas.Reload("worker w\n  event + 1\n");
        await canvas.Idle();
        Assert.Equal((0, 1), ((await canvas.Worker("w")).WaitingForCode, (await canvas.Worker("w")).Done));
    }

    [Fact]
    public async Task An_attempt_that_reaches_a_hole_of_old_code_is_repeated_with_the_new_code()
    {
        using var chance = new HeldEntropy();
        using var canvas = Running.Open("worker w\n  let id = Uuid::generate\n  ___\n", entropy: chance.Fill);
        chance.Hold();
        await canvas.Emit("w", "7");
        await chance.Held.Reaches(1);
        await canvas.Reload(One);
        chance.Dispose();
        await canvas.Idle();
        Assert.Equal(1, (await canvas.Worker("w")).Done);
    }

    [Fact]
    public async Task A_cron_with_a_new_schedule_starts_anew_and_does_not_fire_at_once()
    {
        using var canvas = Running.Open("cron tick every hour\n  1\n");
        await canvas.Idle();
        canvas.Time.Advance(TimeSpan.FromMinutes(20));
        await canvas.Reload("cron tick every 12hrs\n  2\n");
        await canvas.Idle();
        var cron = await canvas.Cron("tick");
        Assert.Equal((1, Running.Start.AddMinutes(20).AddHours(12)), (cron.Done, cron.NextDue));
        await canvas.Advance(TimeSpan.FromHours(12));
        Assert.Equal(2, (await canvas.Cron("tick")).Done);

        using var again = canvas.Restart("cron tick every 12hrs\n  2\n");
        Assert.Equal(Running.Start.AddMinutes(20).AddHours(24), (await again.Cron("tick")).NextDue);
    }

    [Fact]
    public async Task A_cron_with_the_same_schedule_keeps_its_due_time_and_takes_new_options()
    {
        using var canvas = Running.Open("cron tick every hour\n  1\n");
        await canvas.Idle();
        canvas.Time.Advance(TimeSpan.FromMinutes(20));
        await canvas.Reload("cron tick every hour with { catchUp: \"skip\" }\n  2\n");
        var cron = await canvas.Cron("tick");
        Assert.Equal((Running.Start.AddHours(1), CatchUp.Skip), (cron.NextDue, cron.CatchUp));
        await canvas.Advance(TimeSpan.FromHours(3.5));
        Assert.Equal((1, Running.Start.AddHours(4)), ((await canvas.Cron("tick")).Done, (await canvas.Cron("tick")).NextDue));
    }

    [Fact]
    public async Task A_removed_cron_does_not_fire_and_a_new_one_does()
    {
        using var canvas = Running.Open("cron tick every hour\n  1\n");
        await canvas.Idle();
        var loaded = await canvas.Reload("cron other every hour\n  1\n");
        await canvas.Idle();
        Assert.Equal(("cron other", "cron tick"), (Assert.Single(loaded.Added), Assert.Single(loaded.Removed)));
        Assert.Equal(1, (await canvas.Cron("other")).Done);
        await canvas.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(2, (await canvas.Cron("other")).Done);
        Assert.Empty(await canvas.Ask(Operations.Messages, new MessageFilter()));
        // Once it is back it continues where it was: one run stands for those that it missed.
        await canvas.Reload("cron other every hour\n  1\n\ncron tick every hour\n  1\n");
        await canvas.Idle();
        Assert.Equal((2, Running.Start.AddHours(2)), ((await canvas.Cron("tick")).Done, (await canvas.Cron("tick")).NextDue));
    }

    [Fact]
    public async Task Pauses_survive_a_reload()
    {
        using var canvas = Running.Open(One + "\ncron tick daily at 12:00\n  1\n");
        await canvas.Ask(Operations.Pause, new(HandlerId.Worker("w"), "ada", "because"));
        await canvas.Ask(Operations.Pause, new(HandlerId.Cron("tick"), "ada"));
        await canvas.Reload(Two + "\ncron tick daily at 11:00\n  1\n");
        await canvas.Emit("w", "1");
        await canvas.Advance(TimeSpan.FromHours(24));
        Assert.Equal((1, "because"), ((await canvas.Worker("w")).Ready, (await canvas.Worker("w")).Pause?.Why));
        Assert.Equal(0, (await canvas.Cron("tick")).Done);
    }

    [Fact]
    public async Task More_attempts_run_at_once_if_the_new_version_allows_them()
    {
        using var chance = new HeldEntropy();
        using var canvas = Running.Open("worker w with { concurrency: 1 }\n  Uuid::generate\n", entropy: chance.Fill);
        chance.Hold();
        for (var i = 0; i < 5; i++)
            await canvas.Emit("w", "1");
        await chance.Held.Reaches(1);
        await canvas.Reload("worker w with { concurrency: 4 }\n  Uuid::generate\n");
        await chance.Held.Reaches(4);
        Assert.Equal((4, 1), ((await canvas.Worker("w")).Running, (await canvas.Worker("w")).Ready));
        chance.Dispose();
        await canvas.Idle();
    }

    [Fact]
    public async Task A_new_rate_counts_earlier_starts_and_no_rate_lets_all_start()
    {
        using var canvas = Running.Open("worker w with { rate: \"2/1m\" }\n  1\n");
        for (var i = 0; i < 6; i++)
            await canvas.Emit("w", "1");
        await canvas.Ended.Reaches(2);
        Assert.NotNull((await canvas.Worker("w")).RateWait);
        await canvas.Reload("worker w with { rate: \"3/1m\" }\n  1\n");
        await canvas.Ended.Reaches(3);
        Assert.NotNull((await canvas.Worker("w")).RateWait);
        await canvas.Reload("worker w\n  1\n");
        await canvas.Idle();
        Assert.Equal(6, (await canvas.Worker("w")).Done);
    }

    [Fact]
    public async Task Retries_follow_the_version_of_the_attempt()
    {
        using var canvas = Running.Open("worker w with { retries: 1; backoff: 1m }\n  Int::divide 1 0\n");
        await canvas.Emit("w", "1");
        await canvas.Idle();
        await canvas.Reload("worker w with { retries: 2; backoff: 1m }\n  Int::divide 1 0\n");
        await canvas.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((2, 1), (canvas.Ended.Count, (await canvas.Worker("w")).Retrying));
        await canvas.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((3, 1), (canvas.Ended.Count, (await canvas.Worker("w")).Dead));
    }

    [Fact]
    public async Task Events_are_accepted_by_the_newly_declared_type()
    {
        using var canvas = Running.Open("worker w (event: Int)\n  event\n");
        await Assert.ThrowsAsync<ControlException>(() => canvas.Emit("w", "\"text\""));
        await canvas.Reload("worker w (event: String)\n  event\n");
        Assert.Equal("\"text\"", (await canvas.Handle("w", "\"text\"")).Result!.Json);
        Assert.Equal(ControlProblem.WrongEvent, (await Assert.ThrowsAsync<ControlException>(() => canvas.Emit("w", "1"))).Problem);
    }

    [Fact]
    public async Task A_version_with_errors_is_refused_with_the_reason_and_the_old_one_keeps_running()
    {
        using var canvas = Running.Open(One);
        var version = (await canvas.Status()).Version;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var events = canvas.Control.Events(null, stop.Token).GetAsyncEnumerator(Token);
        await events.MoveNextAsync();
        var refused = await canvas.Reload("worker w\n  evnt\n");
        Assert.True(refused.IsRefused);
        var problem = Assert.Single(refused.Problems);
        Assert.Equal((Severity.Error, "test.dark", 2, 3), (problem.Severity, problem.File, problem.Line, problem.Column));
        Assert.Contains("2│   evnt\n", problem.Text, StringComparison.Ordinal);
        var status = await canvas.Status();
        Assert.Equal((version, version, Running.Start), (status.Version, status.Loaded!.Version, status.Loaded.At));
        Assert.Equal("1", (await canvas.Handle("w", "null")).Result!.Json);
        while (events.Current.Kind != EventKind.Loaded)
            await events.MoveNextAsync();
        Assert.True(events.Current.Loaded!.IsRefused);

        var mended = await canvas.Reload(Two);
        Assert.Equal((false, 0), (mended.IsRefused, mended.Problems.Count));
        Assert.Equal("2", (await canvas.Handle("w", "null")).Result!.Json);
        await stop.CancelAsync();
        await events.DisposeAsync();
    }

    [Fact]
    public async Task An_unchanged_file_is_not_loaded_again_and_a_restored_one_has_no_problems()
    {
        using var canvas = Running.Open(One);
        var loads = new List<LoadView>();
        canvas.Engine.CanvasLoaded += load => loads.Add(load.View);
        await canvas.Reload(One);
        Assert.Empty(loads);
        await canvas.Reload("worker w\n  evnt\n");
        await canvas.Reload("worker w\n  evnt\n");
        Assert.True(Assert.Single(loads).IsRefused);
        await canvas.Reload(One);
        Assert.Equal((2, false, 0), (loads.Count, loads[1].IsRefused, loads[1].Changed.Count));
        Assert.False((await canvas.Status()).Loaded!.IsRefused);
    }

    [Fact]
    public async Task A_missing_or_empty_file_removes_no_worker()
    {
        using var canvas = Running.Open(One);
        var gone = await canvas.Reload(new CanvasTexts([], [new FileProblem("test.dark", "there is no file test.dark", "look")]));
        Assert.Equal(
            (true, null, 0, "look"), (gone.IsRefused, Assert.Single(gone.Problems).Code, gone.Problems[0].Line, gone.Problems[0].Help));
        var empty = await canvas.Reload("\n");
        Assert.Contains("no workers and no crons", Assert.Single(empty.Problems).Message, StringComparison.Ordinal);
        Assert.Equal("1", (await canvas.Handle("w", "null")).Result!.Json);
    }

    [Fact]
    public async Task Warnings_are_kept_from_the_start_and_refuse_nothing()
    {
        using var canvas = Running.Open("worker w\n  emit event \"mial\"\n\nworker mail\n  1\n");
        Assert.Equal(Severity.Warning, Assert.Single((await canvas.Status()).Loaded!.Problems).Severity);
        var loaded = await canvas.Reload("worker w\n  emit event \"mal\"\n\nworker mail\n  1\n");
        Assert.Equal((false, Severity.Warning), (loaded.IsRefused, Assert.Single(loaded.Problems).Severity));
        Assert.Empty((await canvas.Reload("worker w\n  emit event \"mail\"\n\nworker mail\n  1\n")).Problems);
    }

    [Fact]
    public async Task The_source_of_a_version_is_kept_for_its_traces_only()
    {
        var canvas = Running.Open(One);
        await canvas.Handle("w", "null");
        var ran = (await canvas.Status()).Version;
        var idle = (await canvas.Reload(Two)).Version;
        await canvas.Reload("worker w\n  3\n");
        await canvas.Idle();
        await Assert.ThrowsAsync<ControlException>(() => canvas.Ask(Operations.Source, new(idle)));
        // The first version has a trace, whether it runs again or not.
        await canvas.Reload(One);
        await canvas.Reload(Two);
        await canvas.Idle();
        Assert.Equal("worker w\n  1\n", Assert.Single(await canvas.Ask(Operations.Source, new(ran))).Text);
        using var next = canvas.Restart(Two);
        Assert.Equal("worker w\n  1\n", Assert.Single(await next.Ask(Operations.Source, new(ran))).Text);
    }

    [Fact]
    public async Task The_last_loaded_canvas_is_the_one_that_an_engine_at_rest_shows()
    {
        using var store = new MemoryStore();
        using (var canvas = Running.Open(One, store))
        {
            await canvas.Reload(Two + "\nworker mail\n  1\n");
            await canvas.Idle();
        }
        using var rest = Engine.OpenStopped(store, new EngineOptions());
        Assert.Equal(["mail", "w"], (await rest.Control.Ask(Operations.Status, Token)).Workers.Select(worker => worker.Name));
    }

    [Fact]
    public async Task A_canvas_that_did_not_come_from_files_can_not_be_reloaded()
    {
        using var canvas = Running.Open(One);
        using var engine = Engine.Open(canvas.Engine.Canvas, new MemoryStore(), new EngineOptions { Time = canvas.Time });
        engine.Start();
        Assert.Equal(ControlProblem.Refused, (
            await Assert.ThrowsAsync<ControlException>(() => engine.Control.Ask(Operations.Reload, Token))).Problem);
    }
}
