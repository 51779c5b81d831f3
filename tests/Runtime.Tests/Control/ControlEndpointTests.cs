using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Text.Json;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Tests.Control;

public sealed class ControlEndpointTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dark-control-").FullName;
    private readonly FakeControlClient _fake = new();
    private ControlServer _server = null!;
    private HttpControlClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ControlServer.Start(_fake, _folder, CancellationToken.None);
        _client = (await HttpControlClient.TryConnect(_folder, CancellationToken.None))!;
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_status_arrives_complete() =>
        AssertSame(FakeControlClient.AStatus, await _client.Status(CancellationToken.None));

    [Fact]
    public async Task A_client_gives_up_on_a_runtime_that_accepts_connections_but_never_answers()
    {
        var path = Path.Combine(_folder, "hung.sock");
        using var hung = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        hung.Bind(new UnixDomainSocketEndPoint(path));
        hung.Listen();
        await using var client = new HttpControlClient(path, TimeSpan.FromMilliseconds(1));
        var given = await Assert.ThrowsAsync<ControlException>(() => client.Status(TestContext.Current.CancellationToken));
        Assert.Equal(ControlProblem.NoRuntime, given.Problem);
        Assert.Contains("did not answer", given.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_stops_without_an_error_if_its_folder_is_gone()
    {
        var folder = Path.Combine(_folder, "gone");
        await using (await ControlServer.Start(_fake, folder, CancellationToken.None))
            Directory.Delete(folder, recursive: true);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task A_backup_is_asked_for_with_its_folder()
    {
        await _client.Backup("/tmp/a copy", TestContext.Current.CancellationToken);
        Assert.Equal("backup /tmp/a copy", _fake.Asked[^1]);
    }

    [Fact]
    public async Task A_reload_arrives_and_its_result_comes_back_complete()
    {
        AssertSame(FakeControlClient.AStatus.Loaded!, await _client.Reload(TestContext.Current.CancellationToken));
        Assert.Equal(["reload"], _fake.Asked);
    }

    [Fact]
    public async Task A_trace_arrives_complete() =>
        AssertSame(FakeControlClient.ATrace, await _client.Trace("0198", CancellationToken.None));

    [Fact]
    public async Task The_run_of_a_trace_arrives_complete() =>
        AssertSame(FakeControlClient.ARun, await _client.TraceRun("0198", CancellationToken.None));

    [Fact]
    public async Task A_trace_can_be_replayed_live()
    {
        Assert.Equal(FakeControlClient.Id, await _client.ReplayLive("0198", CancellationToken.None));
        Assert.Equal(["replay 0198 live"], _fake.Asked);
    }

    [Fact]
    public async Task A_trace_can_be_pinned_and_unpinned()
    {
        AssertSame(FakeControlClient.Header, await _client.Pin("0198", true, CancellationToken.None));
        await _client.Pin("0198", false, CancellationToken.None);
        Assert.Equal(["pin 0198 True", "pin 0198 False"], _fake.Asked);
    }

    [Fact]
    public async Task Commands_on_messages_arrive_with_all_their_options()
    {
        var selection = new MessageSelection("dead", Error: "a & b", DiedBefore: FakeControlClient.At);
        Assert.Equal(4, await _client.Count(selection, CancellationToken.None));
        Assert.Equal(2, await _client.Move(
            new MessageSelection("404", Handler: DarkLang.Runtime.Queues.HandlerId.Worker("a b")), "ä", CancellationToken.None));
        Assert.Equal(FakeControlClient.Id, await _client.RetryWith("01", "{}", CancellationToken.None));
        Assert.Equal("done", (await _client.Step("a", CancellationToken.None)).State);
        await _client.Messages(new MessageFilter(null, "dead", 5, "a & b", FakeControlClient.At), CancellationToken.None);
        Assert.Equal(
            [
                "count dead []  False error a & b older",
                "move 404 [] worker a b False to ä",
                "retry 01 with {}",
                "step a",
                $"{new MessageFilter(null, "dead", 5, "a & b", FakeControlClient.At)}"],
            _fake.Asked);
    }

    [Fact]
    public async Task Events_after_the_last_seen_id_arrive_complete()
    {
        var at = FakeControlClient.At;
        _fake.Coming =
        [
            new ControlEvent(7, EventKinds.Trace, at)
            {
                Handler = HandlerId.Worker("a\nb"),
                Trace = FakeControlClient.Header,
                Failure = FakeControlClient.Failed,
            },
            new ControlEvent(8, EventKinds.Paused, at) { Handler = HandlerId.Cron("c"), Pause = new PauseView(at, "me", "line\nline") },
            new ControlEvent(9, EventKinds.Gap, at) { Missed = 12 },
        ];
        AssertSame(_fake.Coming, await _client.Events(6, CancellationToken.None).ToListAsync(CancellationToken.None));
        Assert.Equal(["events 6"], _fake.Asked);
    }

    [Fact]
    public async Task A_browser_that_reconnects_is_understood()
    {
        using var http = RawClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events");
        request.Headers.Add("Last-Event-ID", "41");
        _fake.Coming = [new ControlEvent(42, EventKinds.Resumed, FakeControlClient.At) { Handler = HandlerId.Worker("a") }];
        using var response = await http.SendAsync(request, CancellationToken.None);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            "id: 42\nevent: resumed\ndata: {\"id\":42,\"kind\":\"resumed\",\"at\":\"2026-03-04T10:17:05.123+00:00\","
                + "\"handler\":{\"kind\":\"Worker\",\"name\":\"a\"}}\n\n",
            await response.Content.ReadAsStringAsync(CancellationToken.None));
        Assert.Equal(["events 41"], _fake.Asked);
    }

    [Fact]
    public async Task A_message_arrives_complete() =>
        AssertSame(FakeControlClient.AMessage, await _client.Message("0198", CancellationToken.None));

    [Fact]
    public async Task Emits_arrive_in_order_and_are_answered_in_order()
    {
        var views = await _client.Emit(
            [new EmitRequest("a", "{\"x\":\"ä\\n\"}"), new EmitRequest("b", "1", TimeSpan.FromMinutes(5), "key", true)],
            CancellationToken.None);
        Assert.Equal(["a", "b"], views.Select(view => view.Worker));
        Assert.Equal(
            $"emit {new EmitRequest("a", "{\"x\":\"ä\\n\"}")}|{new EmitRequest("b", "1", TimeSpan.FromMinutes(5), "key", true)}",
            Assert.Single(_fake.Asked));
    }

    [Fact]
    public async Task Ten_megabytes_of_emits_fit_in_one_request()
    {
        var text = $"\"{new string('x', 1000)}\"";
        var views = await _client.Emit([.. Enumerable.Repeat(new EmitRequest("a", text), 10_000)], CancellationToken.None);
        Assert.Equal(10_000, views.Count);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a b/ä?&=#%2F")]
    [InlineData("../..")]
    public async Task Names_arrive_unchanged(string name)
    {
        await _client.Pause(HandlerId.Worker(name), "me", null, CancellationToken.None);
        await _client.Resume(HandlerId.Cron(name), CancellationToken.None);
        await _client.RunCron(name, CancellationToken.None);
        await _client.NextDue(name, 5, CancellationToken.None);
        await _client.Traces(HandlerId.Cron(name), CancellationToken.None);
        await _client.Trace(name, CancellationToken.None);
        Assert.Equal(
            [$"pause worker {name} me ", $"resume cron {name}", $"run {name}", $"next {name} 5", $"traces cron {name}", $"trace {name}"],
            _fake.Asked);
    }

    [Fact]
    public async Task Lists_and_commands_pass_their_filters_on()
    {
        await _client.Messages(new MessageFilter(HandlerId.Worker("a"), "dead", 7), CancellationToken.None);
        await _client.Messages(new MessageFilter(), CancellationToken.None);
        await _client.Traces(null, CancellationToken.None);
        Assert.Equal(3, await _client.RetryDead(new MessageSelection("dead", ["a", "b"]), CancellationToken.None));
        Assert.Equal(4, await _client.Remove(new MessageSelection("404", null, HandlerId.Worker("a")), CancellationToken.None));
        await _client.Remove(new MessageSelection("dead", All: true), CancellationToken.None);
        Assert.Equal(
            [
                $"{new MessageFilter(HandlerId.Worker("a"), "dead", 7)}",
                $"{new MessageFilter()}",
                "traces ",
                "retry dead [a,b]  False",
                "remove 404 [] worker a False",
                "remove dead []  True",
            ],
            _fake.Asked);
    }

    [Fact]
    public async Task A_settled_message_carries_its_failure() =>
        AssertSame(
            new SettledView(FakeControlClient.Id, "dead", null, null, FakeControlClient.Failed),
            await _client.Wait(FakeControlClient.Id, CancellationToken.None));

    [Fact]
    public async Task A_source_arrives_complete() =>
        AssertSame([FakeControlClient.ASource], await _client.Source("v1", CancellationToken.None));

    [Theory]
    [InlineData(ControlProblem.NotFound)]
    [InlineData(ControlProblem.BadRequest)]
    [InlineData(ControlProblem.Refused)]
    [InlineData(ControlProblem.NoRuntime)]
    [InlineData(ControlProblem.WrongEvent)]
    public async Task A_refusal_arrives_with_its_problem_and_message(ControlProblem problem)
    {
        _fake.Fault = new ControlException(problem, "no worker is named \"x\"");
        var refusal = await Assert.ThrowsAsync<ControlException>(() => _client.Status(CancellationToken.None));
        Assert.Equal((problem, "no worker is named \"x\""), (refusal.Problem, refusal.Message));
    }

    [Fact]
    public async Task A_full_store_is_reported_as_a_refusal()
    {
        _fake.Fault = new StoreException(StoreProblem.Full, "the disk is full");
        var refusal = await Assert.ThrowsAsync<ControlException>(() => _client.Emit([], CancellationToken.None));
        Assert.Equal((ControlProblem.Refused, "the disk is full"), (refusal.Problem, refusal.Message));
    }

    [Fact]
    public async Task A_bug_of_the_runtime_is_not_taken_for_a_refusal()
    {
        _fake.Fault = new InvalidOperationException("oh");
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => _client.Status(CancellationToken.None));
        Assert.Contains("oh", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/v1/emit", "[{]", "not what this runtime expects")]
    [InlineData("POST", "/v1/emit", "null", "no content")]
    [InlineData("GET", "/v1/wait?message=5", "", "message is not an id")]
    [InlineData("GET", "/v1/trace", "", "lacks id")]
    [InlineData("GET", "/v1/events?after=x", "", "is not the id of an event")]
    [InlineData("GET", "/v1/messages?limit=-1", "", "limit is not a number")]
    [InlineData("GET", "/v1/cron/next?name=c&count=1001", "", "count is 1001, and at most 1000 times are given")]
    [InlineData("GET", "/v1/messages?name=ok", "", "both kind=worker or kind=cron and name=")]
    [InlineData("GET", "/v1/traces?kind=alert&name=ok", "", "both kind=worker or kind=cron and name=")]
    [InlineData("GET", "/v1/traces?kind=cron", "", "both kind=worker or kind=cron and name=")]
    [InlineData("POST", "/v1/emit", """[{"worker":"ok"}]""", "[0].event\\u0022 is missing")]
    [InlineData("POST", "/v1/emit", """[{"worker":"ok","event":"1"},{"worker":"ok","event":null}]""", "[1].event\\u0022 is missing")]
    [InlineData("POST", "/v1/emit", """[{"event":"1"}]""", "[0].worker\\u0022 is missing")]
    [InlineData("POST", "/v1/emit", "[null]", "[0].worker\\u0022 is missing")]
    [InlineData("POST", "/v1/emit", """[{"worker":"ok","event":"1","onceKey":""}]""", "[0].onceKey\\u0022 is empty")]
    [InlineData("POST", "/v1/pause", "{}", "handler.name\\u0022 is missing")]
    [InlineData("POST", "/v1/pause", """{"handler":{"kind":"Worker"},"by":"me"}""", "handler.name\\u0022 is missing")]
    [InlineData("POST", "/v1/pause", """{"handler":{"kind":7,"name":"ok"},"by":"me"}""", "handler.kind\\u0022 is 7")]
    [InlineData("POST", "/v1/pause", """{"handler":{"kind":"Worker","name":"ok"}}""", "by\\u0022 is missing")]
    [InlineData("POST", "/v1/pause", """{"handler":{"kind":"Worker","name":"ok"},"by":""}""", "by\\u0022 is missing")]
    [InlineData("POST", "/v1/resume", "{}", "handler.name\\u0022 is missing")]
    [InlineData("POST", "/v1/step", "{}", "handler.name\\u0022 is missing")]
    [InlineData("POST", "/v1/step", """{"handler":{"kind":"Cron","name":"ok"}}""", "names cron ok: it takes")]
    [InlineData("POST", "/v1/cron/run", "{}", "handler.name\\u0022 is missing")]
    [InlineData("POST", "/v1/cron/run", """{"handler":{"kind":"Worker","name":"ok"}}""", "names worker ok: it takes")]
    [InlineData("POST", "/v1/move", "{}", "selection\\u0022 is missing")]
    [InlineData("POST", "/v1/move", """{"selection":{"state":"404","all":true}}""", "worker\\u0022 is missing")]
    [InlineData("POST", "/v1/trace/replay", "{}", "trace\\u0022 is missing")]
    [InlineData("POST", "/v1/trace/pin", "{}", "trace\\u0022 is missing")]
    [InlineData("POST", "/v1/trace/pin", """{"trace":"01"}""", "pinned\\u0022 is missing")]
    [InlineData("POST", "/v1/dead/retry-with", "{}", "message\\u0022 is missing")]
    [InlineData("POST", "/v1/dead/retry-with", """{"message":"01"}""", "event\\u0022 is missing")]
    [InlineData("POST", "/v1/dead/retry", """{"state":"dead","ids":[null]}""", "ids[0]\\u0022 is missing")]
    [InlineData("POST", "/v1/dead/retry", """{"all":true}""", "state\\u0022 is missing")]
    [InlineData("POST", "/v1/dead/retry", """{"state":"queued","all":true}""", "only dead letters are retried")]
    [InlineData("POST", "/v1/remove", """{"state":"dead","ids":["01"],"all":true}""", "do not go with it")]
    [InlineData("POST", "/v1/remove", """{"state":"dead","error":""}""", "error\\u0022 is empty")]
    [InlineData("POST", "/v1/remove", """{"state":"dead","handler":{}}""", "handler.name\\u0022 is missing")]
    [InlineData("POST", "/v1/backup", "{}", "folder\\u0022 is missing")]
    [InlineData("POST", "/v1/backup", """{"folder":"here"}""", "takes an absolute path")]
    public async Task The_answer_to_a_wrong_request_says_what_is_wrong(string method, string path, string body, string message)
    {
        using var http = RawClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(body) };
        using var response = await http.SendAsync(request, CancellationToken.None);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(message, await response.Content.ReadAsStringAsync(CancellationToken.None), StringComparison.Ordinal);
        Assert.Empty(_fake.Asked);
    }

    [Fact]
    public async Task A_body_that_is_not_UTF_8_is_refused()
    {
        using var http = RawClient();
        byte[] body = [.. "[{\"worker\":\"ok\",\"event\":\"\\\""u8, 0xFF, .. "\\\"\"}]"u8];
        using var response = await http.PostAsync("/v1/emit", new ByteArrayContent(body), CancellationToken.None);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(_fake.Asked);
    }

    [Theory]
    [InlineData("GET", "/v2/status", 404, "knows no path /v2/status: it is mistyped, or of another version of dark")]
    [InlineData("GET", "/status", 404, "knows no path /status: all begin with /v1/")]
    [InlineData("DELETE", "/v1/status", 405, "/v1/status is asked with GET, not with DELETE")]
    [InlineData("GET", "/v1/emit", 405, "/v1/emit is asked with POST, not with GET")]
    public async Task An_unknown_path_is_told_apart_from_a_wrong_method(string method, string path, int status, string message)
    {
        using var http = RawClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await http.SendAsync(request, CancellationToken.None);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(message, await response.Content.ReadAsStringAsync(CancellationToken.None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_waiting_caller_gets_an_answer_when_the_runtime_stops()
    {
        _fake.WaitsForEver = true;
        var waiting = _client.Wait(FakeControlClient.Id, CancellationToken.None);
        await _fake.Waiting.Task;
        await _server.DisposeAsync();
        Assert.Equal(ControlProblem.NoRuntime, (await Assert.ThrowsAsync<ControlException>(() => waiting)).Problem);
        Assert.Null(await HttpControlClient.TryConnect(_folder, CancellationToken.None));
        _server = await ControlServer.Start(_fake, _folder, CancellationToken.None);
    }

    [Fact]
    [SuppressMessage("Interoperability", "CA1416", Justification = "The tests run on Linux.")]
    public void Only_the_owner_may_open_the_socket()
    {
        var address = ControlAddress.Read(_folder)!;
        Assert.Equal(Environment.ProcessId, address.ProcessId);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(address.Socket));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "control.json")));
    }

    private static void AssertSame<T>(T expected, T actual) =>
        Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(actual));

    private HttpClient RawClient()
    {
        var path = ControlAddress.Read(_folder)!.Socket;
        return new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = new Uri("http://dark/") };
    }
}
