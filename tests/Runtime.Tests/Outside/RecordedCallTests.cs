using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;
using DarkLang.Runtime.Storage.Memory;
using DarkLang.Runtime.Tests.Engines;
using DarkLang.Runtime.Tests.Storage.LiteDb;
using Microsoft.AspNetCore.Http;

namespace DarkLang.Runtime.Tests.Outside;

/// <summary>What a handler has done outside is done once: its result is stored, and later attempts get it from there.</summary>
public sealed class RecordedCallTests : SteppedTests
{
    [Fact]
    public async Task A_handler_gets_the_response_of_a_server()
    {
        await using var server = await LoopbackServer.Start();
        using var canvas = Running.Open(
            $"worker w\n  match HttpClient::post \"{server.Url}/orders\" event {{ page: 2 }} {{}}\n"
            + "  | Ok answer -> (answer.code, answer.body.ok)\n  | Error e -> e\n");

        var ended = await canvas.Handle("w", """{"id": 7}""");

        Assert.Equal("(200, true)", ended.Result!.Text);
        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/orders?page=2", """{"id":7}"""), (request.Method, request.Path, request.Body));
    }

    [Fact]
    public async Task A_retry_repeats_only_the_calls_that_failed_last()
    {
        var isDown = true;
        await using var server = await LoopbackServer.Start((request, context) =>
        {
            context.Response.StatusCode = request.Path == "/charge" && isDown ? 503 : 200;
            return Task.CompletedTask;
        });
        var source = $$"""
            worker w with { retries: 1; backoff: 10s }
              let reserved = HttpClient::post? "{{server.Url}}/reserve" event {} {}
              let charged = HttpClient::post "{{server.Url}}/charge" event {} {} |> Result::orFail
              charged.code

            """;
        using var engine = Stepped(source);
        Emit(engine, new EmitRequest("w", "1"));
        HandleAll(engine);
        isDown = false;
        _time.Advance(TimeSpan.FromSeconds(10));
        HandleAll(engine);

        Assert.Equal(["/reserve", "/charge", "/charge"], server.Requests.Select(request => request.Path));
        Assert.Equal(1, engine.Steps.Queues[W].Totals.Done);
        Assert.Equal(server.Requests[1].Key, server.Requests[2].Key);
        Assert.NotEqual(server.Requests[0].Key, server.Requests[1].Key);
    }

    [Fact]
    public async Task A_trace_says_which_calls_the_record_of_an_earlier_attempt_answered()
    {
        var isDown = true;
        await using var server = await LoopbackServer.Start((request, context) =>
        {
            context.Response.StatusCode = request.Path == "/b" && isDown ? 503 : 200;
            isDown &= request.Path != "/b";
            return Task.CompletedTask;
        });
        using var canvas = Running.Open(
            $"worker w with {{ retries: 1; backoff: 10s }}\n  HttpClient::get \"{server.Url}/a\" {{}} {{}}\n"
            + $"  HttpClient::get \"{server.Url}/b\" {{}} {{}} |> Result::orFail\n");
        await canvas.Emit("w", "1");
        await canvas.Idle();
        await canvas.Advance(TimeSpan.FromSeconds(10));

        var traces = await canvas.Ask(Operations.Traces, new(HandlerId.Worker("w")));
        var newest = await canvas.Ask(Operations.Trace, new(traces[0].Id.ToString()));
        Assert.Equal([("HttpClient::get", 1), ("HttpClient::get", (int?)null)], newest.Effects.Select(e => (e.Function, e.AnsweredFrom)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_the_process_died_recorded_calls_are_not_made_again(bool isOnDisk)
    {
        await using var server = await LoopbackServer.Start();
        using var folder = new Storage.TemporaryFolder();
        IStore NextStore(IStore? previous) =>
            isOnDisk ? LiteDbStore.Open(folder.Path, LiteDbStoreTests.Owner) : previous ?? new MemoryStore();
        var source = $"worker w\n  let a = HttpClient::get? \"{server.Url}/a\" {{}} {{}}\n"
            + $"  let b = HttpClient::get? \"{server.Url}/b\" {{}} {{}}\n  emit (a.code, b.code) \"v\"\n\nworker v\n  event\n";
        var store = NextStore(null);
        var first = Stepped(source, store);
        Emit(first, new EmitRequest("w", "1"));
        var attempt = first.Steps.Begin()!;
        Assert.IsType<Outcome.Completed>(first.Steps.Evaluate(attempt));
        first.Dispose();

        using var second = Stepped(source, NextStore(store));
        HandleAll(second);

        Assert.Equal(["/a", "/b"], server.Requests.Select(request => request.Path));
        Assert.Equal((1, 1), (second.Steps.Queues[W].Totals.Done, second.Steps.Queues[HandlerId.Worker("v")].Totals.Done));
    }

    [Fact]
    public async Task A_call_that_was_under_way_is_made_again_with_the_same_bytes_and_the_same_key()
    {
        var isFirst = true;
        ExecutorInterrupt interrupt = new();
        await using var server = await LoopbackServer.Start(async (request, context) =>
        {
            if (request.Path == "/b" && isFirst)
            {
                isFirst = false;
                interrupt.Now();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, Token);
            }
        });
        var source = $$"""
            worker w
              let a = HttpClient::post? "{{server.Url}}/a" { id: Uuid::generate; at: Date::now } {} {}
              let b = HttpClient::post? "{{server.Url}}/b" { id: Uuid::generate; at: Date::now; n: Int::random 1 1000000 } {} {}
              (a.code, b.code)

            """;
        var store = new MemoryStore();
        var first = Stepped(source, store);
        Emit(first, new EmitRequest("w", "1"));
        var attempt = first.Steps.Begin()!;
        interrupt.Thread = attempt.Thread;
        Assert.IsType<Outcome.Cancelled>(first.Steps.Evaluate(attempt));
        first.Dispose();
        _time.Advance(TimeSpan.FromHours(1));

        using var second = Stepped(source, store);
        HandleAll(second);

        Assert.Equal(["/a", "/b", "/b"], server.Requests.Select(request => request.Path));
        Assert.Equal(server.Requests[1].Body, server.Requests[2].Body);
        Assert.Equal(server.Requests[1].Key, server.Requests[2].Key);
        Assert.Equal(1, second.Steps.Queues[W].Totals.Done);
    }

    [Fact]
    public async Task A_recorded_call_that_sent_nothing_does_not_change_the_keys_of_later_requests()
    {
        var isFirst = true;
        ExecutorInterrupt interrupt = new();
        await using var server = await LoopbackServer.Start(async (request, context) =>
        {
            if (request.Body == "2" && isFirst)
            {
                isFirst = false;
                interrupt.Now();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, Token);
            }
        });
        var source = $$"""
            worker w
              let a = HttpClient::post "{{server.Url}}/a" 1 {} {}
              let none = HttpClient::post "no url" 1 {} {}
              HttpClient::post "{{server.Url}}/a" 2 {} {}

            """;
        var store = new MemoryStore();
        var first = Stepped(source, store);
        Emit(first, new EmitRequest("w", "1"));
        var attempt = first.Steps.Begin()!;
        interrupt.Thread = attempt.Thread;
        Assert.IsType<Outcome.Cancelled>(first.Steps.Evaluate(attempt));
        first.Dispose();

        using var second = Stepped(source, store);
        HandleAll(second);

        Assert.Equal(["1", "2", "2"], server.Requests.Select(request => request.Body));
        Assert.Equal(server.Requests[1].Key, server.Requests[2].Key);
        Assert.NotEqual(server.Requests[0].Key, server.Requests[1].Key);
    }

    [Fact]
    public async Task A_message_that_snoozes_looks_again()
    {
        var asked = 0;
        await using var server = await LoopbackServer.Start((_, context) => context.Response.WriteAsync($"{++asked}"));
        using var engine = Stepped(
            $"worker w\n  let answer = HttpClient::get? \"{server.Url}/ready\" {{}} {{}}\n"
            + "  if answer.body == \"1\" then Message::snooze 60 else answer.body\n");
        Emit(engine, new EmitRequest("w", "1"));
        HandleAll(engine);
        _time.Advance(TimeSpan.FromMinutes(1));
        HandleAll(engine);

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(1, engine.Steps.Queues[W].Totals.Done);
    }

    [Fact]
    public async Task Two_messages_draw_different_random_values()
    {
        await using var server = await LoopbackServer.Start();
        using var engine = Stepped($"worker w\n  HttpClient::post \"{server.Url}/\" Uuid::generate {{}} {{}}\n");
        Emit(engine, new EmitRequest("w", "1"), new EmitRequest("w", "1"));
        HandleAll(engine);
        Assert.Equal(2, server.Requests.Select(request => request.Body).Distinct().Count());
    }

    private sealed class ExecutorInterrupt
    {
        public Runtime.Execution.ExecutorThread? Thread { get; set; }

        public void Now() => Thread!.Cancel();
    }
}
