using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DarkLang.Lang.Evaluation;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Tests.Engines;

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

    /// <summary>A request for each operation, with names and texts that have to be escaped.</summary>
    private static readonly IReadOnlyList<(string Operation, Func<ControlEndpointTests, Task> Ask)> Examples =
    [
        Example(Operations.Status, Nothing.Value),
        Example(Operations.Emit, [new EmitRequest(
            "a", "{\"x\":\"ä\\n\"}"), new EmitRequest("b", "null", TimeSpan.FromMinutes(5), "key", true)]),
        Example(Operations.Wait, new WaitRequest(FakeControlClient.Id)),
        Example(Operations.Claim, new ClaimRequest("a b/ä", "me \"x\"", 7, TimeSpan.FromSeconds(1.5))),
        Example(Operations.Extend, new LeaseRequest(FakeControlClient.Id)),
        Example(Operations.Settle, new SettleRequest(
            FakeControlClient.Id,
            SettleOutcome.Done,
            "null",
            Emits: [new EmitRequest("a", "{}")],
            Log: [new LogRequest(LogLevel.Warn, "late", "{\"n\":1}", FakeControlClient.At)])),
        Example(Operations.Settle, new SettleRequest(FakeControlClient.Id, SettleOutcome.Snoozed, Snooze: TimeSpan.FromDays(1))),
        Example(Operations.Pause, new PauseRequest(HandlerId.Worker("a b/ä?&=#%2F"), "me", "why\nnot")),
        Example(Operations.Resume, new HandlerRequest(HandlerId.Cron("../.."))),
        Example(Operations.Step, new HandlerRequest(HandlerId.Worker("a"))),
        Example(Operations.SetOption, new SetOptionRequest(HandlerId.Worker("a b"), "rate", "\"20/1m\"", "ada")),
        Example(Operations.SetOption, new SetOptionRequest(HandlerId.Worker("a"), "concurrency", null, "ada")),
        Example(Operations.RunCron, new HandlerRequest(HandlerId.Cron("c"))),
        Example(Operations.NextDue, new NextDueRequest("a b/ä?&=#%2F", 7)),
        Example(Operations.Messages, new MessageFilter()),
        Example(Operations.Messages, new MessageFilter(
            HandlerId.Worker("a b/ä?&=#%2F"), MessageState.NotFound, 7, "a & b", FakeControlClient.At.AddTicks(1))),
        Example(Operations.Search, new MessageFilter(Where: "event.total > 100 && event.name == \"ä & b\"")),
        Example(Operations.Message, new IdRequest("0198")),
        Example(Operations.Count, new MessageSelection(SelectionState.Dead, Error: "a & b", DeadBefore: FakeControlClient.At)),
        Example(Operations.RetryDead, new MessageSelection(SelectionState.Dead, ["a", "b"])),
        Example(Operations.Edit, new EditRequest("01", "{}")),
        Example(Operations.Edit, new EditRequest("01", Literal: "Date::parse? \"2031-02-03T04:05:06Z\"")),
        Example(Operations.Move, new MoveRequest(new MessageSelection(SelectionState.NotFound, Handler: HandlerId.Worker("a b")), "ä")),
        Example(Operations.Remove, new MessageSelection(SelectionState.WaitingForCode, All: true)),
        Example(Operations.Keys, new KeysRequest(HandlerId.Worker("a b"), 7)),
        Example(Operations.ForgetKey, new ForgetKeyRequest(HandlerId.Worker("a"), "a & b/ä")),
        Example(Operations.Traces, new TracesRequest()),
        Example(Operations.Traces, new TracesRequest(new HandlerId(HandlerKind.Alert, "a.b"))),
        Example(Operations.History, new HistoryRequest(HandlerId.Worker("a b"), "outcome == \"ä & b\"", 7, "12.3")),
        Example(Operations.Way, new IdRequest("0198")),
        Example(Operations.Trace, new IdRequest("../..")),
        Example(Operations.ReplayLive, new IdRequest("0198")),
        Example(Operations.Pin, new PinRequest("0198", false)),
        Example(Operations.Source, new SourceRequest("v1")),
        Example(Operations.Reload, Nothing.Value),
        Example(Operations.Backup, new BackupRequest("/tmp/a copy")),
    ];

    [Fact]
    public async Task Each_operation_is_asked_and_answered_over_the_socket_as_in_the_process()
    {
        foreach (var (_, ask) in Examples)
            await ask(this);
        Assert.Equal(Operations.All.Select(operation => operation.Name), Examples.Select(example => example.Operation).Distinct());
    }

    [Fact]
    public void The_engine_and_the_client_of_the_tests_perform_each_operation()
    {
        using var canvas = Running.Open("worker w\n  1\n");
        Assert.Equal(Operations.All, ((EngineControl)canvas.Control).Table.Operations);
        Assert.Equal(Operations.All, _fake.Answers);
    }

    [Fact]
    public void Names_of_durations_say_their_unit()
    {
        var types = new Queue<JsonTypeInfo>(Operations.All.SelectMany(operation => operation.Types));
        var seen = new HashSet<Type>();
        var durations = new List<string>();
        while (types.TryDequeue(out var type))
        {
            if (!seen.Add(type.Type))
                continue;
            foreach (var property in type.Properties)
            {
                if (property.PropertyType == typeof(TimeSpan) || property.PropertyType == typeof(TimeSpan?))
                    durations.Add(property.Name);
                else
                    types.Enqueue(ControlJson.Form.Options.GetTypeInfo(property.PropertyType));
            }
            if (type.ElementType is { } element)
                types.Enqueue(ControlJson.Form.Options.GetTypeInfo(element));
        }
        Assert.Equal(
            ["delayMs", "durationMs", "leaseMs", "oldestAgeMs", "snoozeMs", "waitMs"], durations.Distinct().Order());
    }

    [Fact]
    public async Task A_runtime_that_takes_connections_but_never_answers_is_given_up()
    {
        var path = Path.Combine(_folder, "hung.sock");
        using var hung = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        hung.Bind(new UnixDomainSocketEndPoint(path));
        hung.Listen();
        await using var client = new HttpControlClient(path, TimeSpan.FromMilliseconds(1));
        var given = await Assert.ThrowsAsync<ControlException>(() => client.Ask(Operations.Status, TestContext.Current.CancellationToken));
        Assert.Equal(ControlProblem.NoRuntime, given.Problem);
        Assert.Contains("did not answer", given.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_ends_in_peace_when_its_folder_is_gone()
    {
        var folder = Path.Combine(_folder, "gone");
        await using (await ControlServer.Start(_fake, folder, CancellationToken.None))
            Directory.Delete(folder, recursive: true);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Events_come_over_whole_from_the_id_that_was_seen_last()
    {
        var at = FakeControlClient.At;
        _fake.Coming =
        [
            new ControlEvent(7, EventKind.Trace, at)
            {
                Handler = HandlerId.Worker("a\nb"),
                Trace = FakeControlClient.Header,
                Failure = FakeControlClient.Failed,
            },
            new ControlEvent(8, EventKind.Paused, at) { Handler = HandlerId.Cron("c"), Pause = new PauseView(at, "me", "line\nline") },
            new ControlEvent(9, EventKind.Gap, at) { Missed = 12 },
        ];
        AssertSame(_fake.Coming, await _client.Events(6, CancellationToken.None).ToListAsync(CancellationToken.None));
        Assert.Equal(["events 6"], _fake.Asked);
    }

    [Fact]
    public async Task A_browser_that_comes_again_is_understood()
    {
        using var http = RawClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v2/events");
        request.Headers.Add("Last-Event-ID", "41");
        _fake.Coming = [new ControlEvent(42, EventKind.Resumed, FakeControlClient.At) { Handler = HandlerId.Worker("a") }];
        using var response = await http.SendAsync(request, CancellationToken.None);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            """
            event: resumed
            data: {"id":42,"kind":"resumed","at":"2026-03-04T10:17:05.123Z","handler":{"kind":"worker","name":"a"}}
            id: 42


            """.ReplaceLineEndings("\n"),
            await response.Content.ReadAsStringAsync(CancellationToken.None));
        Assert.Equal(["events 41"], _fake.Asked);
    }

    [Fact]
    public async Task Values_may_be_nested_as_deeply_as_they_may_be_stored()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 500)) + string.Concat(Enumerable.Repeat("]", 500));
        await _client.Ask(Operations.Emit, [new EmitRequest("a", deep)], CancellationToken.None);
        Assert.Contains(deep, Assert.Single(_fake.Asked), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"n\":")]
    [InlineData("1}, {\"worker\": \"b\", \"event\": 2")]
    [InlineData("")]
    public async Task A_text_that_is_not_JSON_is_not_sent_as_an_event(string text)
    {
        var refused = await Assert.ThrowsAsync<ControlException>(
            () => _client.Ask(Operations.Emit, [new EmitRequest("a", text)], CancellationToken.None));
        Assert.Equal(ControlProblem.BadRequest, refused.Problem);
        Assert.StartsWith("the event is not JSON: ", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_fake.Asked);
    }

    [Fact]
    public async Task Ten_megabytes_of_emits_are_one_request()
    {
        var text = $"\"{new string('x', 1000)}\"";
        var views = await _client.Ask(Operations.Emit, [.. Enumerable.Repeat(new EmitRequest("a", text), 10_000)], CancellationToken.None);
        Assert.Equal(10_000, views.Count);
    }

    [Theory]
    [InlineData(ControlProblem.NotFound)]
    [InlineData(ControlProblem.BadRequest)]
    [InlineData(ControlProblem.Refused)]
    [InlineData(ControlProblem.NoRuntime)]
    [InlineData(ControlProblem.WrongEvent)]
    [InlineData(ControlProblem.LeaseLost)]
    public async Task A_refusal_arrives_with_its_problem_and_message(ControlProblem problem)
    {
        _fake.Fault = new ControlException(problem, "no worker is named \"x\"");
        var refusal = await Assert.ThrowsAsync<ControlException>(() => _client.Ask(Operations.Status, CancellationToken.None));
        Assert.Equal((problem, "no worker is named \"x\""), (refusal.Problem, refusal.Message));
    }

    [Fact]
    public async Task A_store_that_is_full_refuses()
    {
        _fake.Fault = new StoreException(StoreProblem.Full, "the disk is full");
        var refusal = await Assert.ThrowsAsync<ControlException>(() => _client.Ask(Operations.Emit, [], CancellationToken.None));
        Assert.Equal((ControlProblem.Refused, "the disk is full"), (refusal.Problem, refusal.Message));
    }

    [Fact]
    public async Task A_fault_of_the_runtime_is_not_taken_for_a_refusal()
    {
        _fake.Fault = new InvalidOperationException("oh");
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => _client.Ask(Operations.Status, CancellationToken.None));
        Assert.Contains("oh", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "emit", "[{]", "the request is not JSON, at line 1, byte 3")]
    [InlineData("POST", "emit", "null", "no content")]
    [InlineData("POST", "pause", "", "no content: it takes an object with the fields handler, by, why")]
    [InlineData("GET", "wait?message=5", "", "\"message\" takes an id, such as 0198f000-0000-7000-8000-00000000abcd, not \"5\"")]
    [InlineData("GET", "wait", "", "\"message\" is missing")]
    [InlineData("GET", "trace", "", "\"id\" is missing")]
    [InlineData("GET", "message?id=", "", "\"id\" is missing")]
    [InlineData("GET", "source", "", "\"version\" is missing")]
    [InlineData("GET", "events?after=x", "", "is not the id of an event")]
    [InlineData("GET", "messages?limit=-1", "", "\"limit\" is -1: it takes a number from 1 to 10000")]
    [InlineData("GET", "messages?limit=x", "", "\"limit\" takes a whole number, not \"x\"")]
    [InlineData(
        "GET", "messages?state=broken", "",
        "\"state\" takes one of these words: ready, delayed, running, retrying, waiting-for-code")]
    [InlineData("GET", "cron/next?name=c&count=1001", "", "\"count\" is 1001: it takes a number from 1 to 1000")]
    [InlineData("GET", "messages?handler=ok", "", "\"handler\" takes an object with the fields kind, name, not \"ok\"")]
    [InlineData(
        "GET", "traces?handler.kind=robot&handler.name=ok", "",
        "\"handler.kind\" takes one of these words: worker, cron, alert, not \"robot\"")]
    [InlineData("GET", "traces?handler.kind=cron", "", "\"handler.name\" is missing")]
    [InlineData("POST", "emit", """[{"worker":"ok"}]""", "\"[0].event\" is missing")]
    [InlineData("POST", "emit", """[{"worker":"ok","event":1},{"worker":"ok"}]""", "\"[1].event\" is missing")]
    [InlineData("POST", "emit", """[{"event":1}]""", "\"[0].worker\" is missing")]
    [InlineData("POST", "emit", "[null]", "\"[0].worker\" is missing")]
    [InlineData("POST", "emit", """[{"worker":"ok","event":1,"onceKey":""}]""", "\"[0].onceKey\" is empty")]
    [InlineData(
        "POST", "emit", """[{"worker":"ok","event":1,"delayMs":"soon"}]""",
        "\"[0].delayMs\" takes a number of milliseconds, not \"soon\"")]
    [InlineData(
        "POST", "emit", """[{"worker":"ok","event":1,"delay":"5m"}]""",
        "\"[0].delay\" is not a field of this request: \"[0]\" takes")]
    [InlineData(
        "POST", "emit", """{"worker":"ok"}""",
        "the request takes a list, each item an object with the fields worker, event, delayMs")]
    [InlineData("POST", "emit", """[{"worker":"ok","event":1,}]""", "the request is not JSON, at line 1, byte 27")]
    [InlineData("POST", "emit", """[{"worker":"ok","event":1}] x""", "the request is not JSON, at line 1, byte 29")]
    [InlineData("POST", "emit", """[{"worker":["ok"],"event":1}]""", "\"[0].worker\" takes a text, not a list")]
    [InlineData(
        "GET", "messages?limt=5", "",
        "\"limt\" is not a field of this request: it takes an object with the fields handler, state, limit")]
    [InlineData("GET", "messages?handler.nme=w", "", "\"handler.nme\" is not a field of this request: \"handler\" takes")]
    [InlineData("POST", "pause", """[{"by":"me"}]""", "the request takes an object with the fields handler, by, why, not a list")]
    [InlineData("POST", "pause", "{}", "\"handler.name\" is missing")]
    [InlineData("POST", "pause", """{"handler":{"kind":"worker"},"by":"me"}""", "\"handler.name\" is missing")]
    [InlineData(
        "POST", "pause", """{"handler":{"kind":7,"name":"ok"},"by":"me"}""",
        "\"handler.kind\" takes one of these words: worker, cron, alert, not 7")]
    [InlineData("POST", "pause", """{"handler":{"kind":"worker","name":"ok"}}""", "\"by\" is missing")]
    [InlineData("POST", "pause", """{"handler":{"kind":"worker","name":"ok"},"by":""}""", "\"by\" is missing")]
    [InlineData("POST", "resume", "{}", "\"handler.name\" is missing")]
    [InlineData("POST", "step", "{}", "\"handler.name\" is missing")]
    [InlineData("POST", "step", """{"handler":{"kind":"cron","name":"ok"}}""", "names cron ok: it takes")]
    [InlineData("POST", "cron/run", "{}", "\"handler.name\" is missing")]
    [InlineData("POST", "cron/run", """{"handler":{"kind":"worker","name":"ok"}}""", "names worker ok: it takes")]
    [InlineData("POST", "move", "{}", "\"selection\" is missing")]
    [InlineData("POST", "move", """{"selection":{"state":"404","all":true}}""", "\"worker\" is missing")]
    [InlineData("POST", "trace/replay", "{}", "\"id\" is missing")]
    [InlineData("POST", "trace/pin", "{}", "\"id\" is missing")]
    [InlineData("POST", "trace/pin", """{"id":"01"}""", "\"pinned\" is missing")]
    [InlineData("POST", "message/edit", "{}", "\"id\" is missing")]
    [InlineData("POST", "message/edit", """{"id":"01"}""", "\"event\" is missing")]
    [InlineData("POST", "message/edit", """{"id":"01","event":1,"literal":"1"}""", "\"event\" and \"literal\" are two forms of the event")]
    [InlineData("POST", "dead/retry", """{"state":"dead","ids":[null]}""", "\"ids[0]\" is missing")]
    [InlineData("POST", "dead/retry", """{"all":true}""", "\"state\" is missing")]
    [InlineData("POST", "dead/retry", """{"state":"queued","all":true}""", "only dead letters are retried")]
    [InlineData("POST", "remove", """{"state":"dead","ids":["01"],"all":true}""", "do not go with it")]
    [InlineData("POST", "remove", """{"state":"dead","error":""}""", "\"error\" is empty")]
    [InlineData("POST", "remove", """{"state":"dead","handler":{}}""", "\"handler.name\" is missing")]
    [InlineData("POST", "claim", """{}""", "\"worker\" is missing")]
    [InlineData("POST", "claim", """{"worker":"ok"}""", "\"consumer\" is missing")]
    [InlineData("POST", "claim", """{"worker":"ok","consumer":"me","max":0}""", "\"max\" is 0: it takes a number from 1 to 100")]
    [InlineData("POST", "claim", """{"worker":"ok","consumer":"me","waitMs":60001}""", "\"waitMs\" takes a number from 0 to 60000")]
    [InlineData("POST", "claim", """{"worker":"ok","consumer":"me","waitMs":-1}""", "\"waitMs\" takes a number from 0 to 60000")]
    [InlineData("POST", "extend", """{}""", "\"lease\" is missing")]
    [InlineData("POST", "extend", """{"lease":"x"}""", "\"lease\" takes an id, such as")]
    [InlineData("POST", "settle", """{"outcome":"done"}""", "\"lease\" is missing")]
    [InlineData(
        "POST", "settle",
        """{"lease":"0198f000-0000-7000-8000-00000000abcd"}""",
        "\"outcome\" is missing, null or empty: it takes one of these words: done, failed, snoozed, discarded")]
    [InlineData(
        "POST", "settle",
        """{"lease":"0198f000-0000-7000-8000-00000000abcd","outcome":"ok"}""",
        "\"outcome\" takes one of these words: done, failed, snoozed, discarded, not \"ok\"")]
    [InlineData("POST", "settle", """{"lease":"0198f000-0000-7000-8000-00000000abcd","outcome":"failed"}""", "\"error\" is missing")]
    [InlineData("POST", "settle", """{"lease":"0198f000-0000-7000-8000-00000000abcd","outcome":"snoozed"}""", "\"snoozeMs\" is missing")]
    [InlineData(
        "POST", "settle",
        """{"lease":"0198f000-0000-7000-8000-00000000abcd","outcome":"done","error":"x"}""",
        "\"error\" goes with the outcome \"failed\" and \"discarded\" only")]
    [InlineData(
        "POST", "settle",
        """{"lease":"0198f000-0000-7000-8000-00000000abcd","outcome":"failed","error":"x","result":1}""",
        "\"result\" goes with the outcome \"done\" only")]
    [InlineData(
        "POST", "settle",
        """{"lease":"0198f000-0000-7000-8000-00000000abcd","outcome":"failed","error":"x","emits":[{"worker":"ok","event":1}]}""",
        "\"emits\" goes with the outcome \"done\" only")]
    [InlineData(
        "POST", "settle",
        """{"lease":"0198f000-0000-7000-8000-00000000abcd","outcome":"done","emits":[{"worker":"ok"}]}""",
        "\"emits[0].event\" is missing")]
    [InlineData(
        "POST", "settle",
        """{"lease":"0198f000-0000-7000-8000-00000000abcd","outcome":"done","emits":[{"worker":"ok","event":1,"wait":true}]}""",
        "\"emits[0].wait\" is true")]
    [InlineData(
        "POST", "settle",
        """{"lease":"0198f000-0000-7000-8000-00000000abcd","outcome":"done","log":[{"level":"loud","message":"x"}]}""",
        "\"log[0].level\" takes one of these words: info, warn, error")]
    [InlineData(
        "POST", "settle",
        """{"lease":"0198f000-0000-7000-8000-00000000abcd","outcome":"done","log":[{"level":"info"}]}""",
        "\"log[0].message\" is missing")]
    [InlineData("POST", "backup", "{}", "\"folder\" is missing")]
    [InlineData("POST", "backup", """{"folder":"here"}""", "takes an absolute path")]
    public async Task A_wrong_request_is_answered_with_what_is_wrong(string method, string path, string body, string message)
    {
        using var http = RawClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/v2/{path}") { Content = new StringContent(body) };
        using var response = await http.SendAsync(request, CancellationToken.None);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
        using var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync(CancellationToken.None));
        Assert.Equal("bad-request", error.RootElement.GetProperty("problem").GetString());
        var answer = error.RootElement.GetProperty("message").GetString();
        Assert.Contains(message, answer, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", answer, StringComparison.Ordinal);
        Assert.Empty(_fake.Asked);
    }

    /// <summary>Each field of each request, as a list, which no field takes, and as a name that no field has.</summary>
    [Fact]
    public async Task Each_wrong_field_is_named_with_what_it_takes()
    {
        using var http = RawClient();
        foreach (var operation in Operations.All.Where(operation => operation.Method == HttpMethod.Post))
        {
            var type = operation.Types[0];
            foreach (var field in type.Properties.Where(
                field => ControlJson.Form.Options.GetTypeInfo(field.PropertyType).ElementType is null))
            {
                var message = await Refusal(operation, $"{{\"{field.Name}\":[[]]}}");
                if (field.PropertyType != typeof(string) || field.CustomConverter is null)
                    Assert.Matches($"^\"{field.Name}\" takes .*, not a list$", message);
            }
            if (type.Properties.Count > 0)
                Assert.StartsWith("\"nothing\" is not a field of this request: it takes ", await Refusal(operation, "{\"nothing\":1}"));
        }

        async Task<string?> Refusal(Operation operation, string body)
        {
            using var response = await http.PostAsync(operation.Path, new StringContent(body), CancellationToken.None);
            using var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync(CancellationToken.None));
            return error.RootElement.GetProperty("message").GetString();
        }
    }

    [Theory]
    [InlineData(Emission.LongestName + 1, 1, "\"[0].worker\" has 201 characters: it takes at most 200")]
    [InlineData(50_000_000, 1, "\"[0].worker\" has 50000000 characters: it takes at most 200")]
    [InlineData(1, Emission.LongestKey + 1, "\"[0].onceKey\" has 1001 characters: it takes at most 1000")]
    public async Task Names_and_keys_have_a_limit(int name, int key, string message)
    {
        var request = new EmitRequest(new string('w', name), "1", OnceKey: new string('k', key));
        var refused = await Assert.ThrowsAsync<ControlException>(() => _client.Ask(Operations.Emit, [request], CancellationToken.None));
        Assert.Equal((ControlProblem.BadRequest, message), (refused.Problem, refused.Message));
    }

    /// <summary>A text of each request, however deep it lies, is refused when it is a megabyte long.</summary>
    [Fact]
    public async Task Each_text_of_each_request_has_a_limit()
    {
        var text = new string('x', 1_000_000);
        var handler = HandlerId.Worker(text);
        foreach (var ask in new Func<Task>[]
        {
            () => _client.Ask(Operations.Pause, new(handler, "me"), CancellationToken.None),
            () => _client.Ask(Operations.Pause, new(HandlerId.Worker("w"), text), CancellationToken.None),
            () => _client.Ask(Operations.Pause, new(HandlerId.Worker("w"), "me", text), CancellationToken.None),
            () => _client.Ask(Operations.Resume, new(handler), CancellationToken.None),
            () => _client.Ask(Operations.Step, new(handler), CancellationToken.None),
            () => _client.Ask(Operations.RunCron, new(HandlerId.Cron(text)), CancellationToken.None),
            () => _client.Ask(Operations.Edit, new(text, "1"), CancellationToken.None),
            () => _client.Ask(Operations.Edit, new("01", Literal: new string('x', 9_000_000)), CancellationToken.None),
            () => _client.Ask(Operations.Move, new(new(SelectionState.Dead, Handler: handler), "w"), CancellationToken.None),
            () => _client.Ask(Operations.Move, new(new(SelectionState.Dead, All: true), text), CancellationToken.None),
            () => _client.Ask(Operations.Remove, new(SelectionState.Dead, [text]), CancellationToken.None),
            () => _client.Ask(Operations.Remove, new(SelectionState.Dead, Error: text), CancellationToken.None),
            () => _client.Ask(Operations.Remove, new(SelectionState.Dead, [.. Enumerable.Repeat("1", 1_001)]), CancellationToken.None),
            () => _client.Ask(Operations.ReplayLive, new(text), CancellationToken.None),
            () => _client.Ask(Operations.Pin, new(text, true), CancellationToken.None),
            () => _client.Ask(Operations.Backup, new($"/{text}"), CancellationToken.None),
        })
        {
            var refused = await Assert.ThrowsAsync<ControlException>(ask);
            Assert.Equal(ControlProblem.BadRequest, refused.Problem);
            Assert.InRange(refused.Message.Length, 1, 200);
        }
    }

    [Fact]
    public async Task A_body_that_is_not_UTF_8_is_refused()
    {
        using var http = RawClient();
        byte[] body = [.. "[{\"worker\":\"ok\",\"event\":\""u8, 0xFF, .. "\"}]"u8];
        using var response = await http.PostAsync("/v2/emit", new ByteArrayContent(body), CancellationToken.None);
        Assert.Contains("not UTF-8", await response.Content.ReadAsStringAsync(CancellationToken.None), StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(_fake.Asked);
    }

    [Theory]
    [InlineData("GET", "/v1/status", 404, "has no path /v1/status: it is mistyped, or of another version of dark")]
    [InlineData("GET", "/status", 404, "has no path /status: all begin with /v2/")]
    [InlineData("DELETE", "/v2/status", 405, "/v2/status is asked with GET, not with DELETE")]
    [InlineData("GET", "/v2/emit", 405, "/v2/emit is asked with POST, not with GET")]
    public async Task A_path_that_is_not_there_is_told_apart_from_a_wrong_method(string method, string path, int status, string message)
    {
        using var http = RawClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await http.SendAsync(request, CancellationToken.None);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(message, await response.Content.ReadAsStringAsync(CancellationToken.None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_waits_is_told_when_the_runtime_stops()
    {
        _fake.WaitsForEver = true;
        var waiting = _client.Ask(Operations.Wait, new(FakeControlClient.Id), CancellationToken.None);
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

    private static (string, Func<ControlEndpointTests, Task>) Example<TRequest, TReply>(
        Operation<TRequest, TReply> operation, TRequest request) => (operation.Name, async test =>
    {
        var reply = await test._client.Ask(operation, request, CancellationToken.None);
        Assert.Equal(FakeControlClient.Noted(operation, request), test._fake.Asked[^1]);
        var here = new FakeControlClient();
        AssertSame(await here.Ask(operation, request, CancellationToken.None), reply);
    }
    );

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
