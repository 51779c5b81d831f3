using System.Text.Json;
using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Values;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Tests.Control;

/// <summary>Answers from a fixed set of views and remembers what it was asked.</summary>
internal sealed class FakeControlClient : IControlClient
{
    public static readonly Guid Id = new("0198f000-0000-7000-8000-00000000abcd");
    public static readonly DateTimeOffset At = new(2026, 3, 4, 10, 17, 5, 123, TimeSpan.Zero);

    /// <summary>Is not in the canvas any more, and has left a dead letter.</summary>
    public static readonly HandlerId Gone = HandlerId.Worker("gone");

    public static readonly Failure Failed = new(
        "D0506", "the record has no field \"nme\"", "a.dark:3:5", "did you mean \"name\"?", [new FailureFrame("worker a", "a.dark:3:5")]);
    public static readonly TraceHeaderView Header =
        new(Id, HandlerId.Worker("a b/ä"), Id, 2, TraceOutcome.Failed, At, TimeSpan.FromMilliseconds(12.5));

    public static readonly MessageView AMessage =
        new(
            Id,
            HandlerId.Worker("a"),
            MessageState.Dead,
            At,
            At,
            1,
            "a.dark:1:1",
            Id,
            new ValueView("{ n: 1 }", "{\"n\":1}"),
            At,
            Failed,
            Id,
            "\"ada\"",
            5)
        {
            Share = "\"acme\"",
        };

    public static readonly ClaimView AClaim = new(Id, Id, "a", 2, "{\"n\":1}", At, At.AddMinutes(1), TimeSpan.FromMinutes(1));

    /// <summary>The message that is shown in full.</summary>
    public MessageView Message { get; init; } = AMessage;

    public static readonly StatusView AStatus = new(
        EngineState.Running, "a.dark", "v1", 42, At, At,
        [new WorkerView("a", 1, 2, 3, 4, 5, 6, 7, 8, TimeSpan.FromSeconds(90), new PauseView(At, "me", "because"), [Header])
        {
            Options = new Dictionary<string, string> { ["retries"] = "3", ["key"] = "event.customer" },
            RateWait = At.AddMinutes(1),
            Overrides = [new OverrideView("concurrency", "8", "2", At, "ada")],
            Shares = new SharesView(12, [new ShareView("\"acme\"", 99_872), new ShareView("\"b\"", 3)]),
        }],
        [new CronView("c", "daily at 03:00", At, At.AddHours(-1), 0, 0, 1, 0, null, [])
        {
            CatchUp = CatchUp.All,
            Skipped = 3,
            Zone = "Europe/Berlin",
            Options = new Dictionary<string, string> { ["catchUp"] = "\"all\"" },
        }],
        [new NotFoundView("resise", 2, At, "a.dark:9:1", new ValueView("{}", "{}"), "resize")],
        ["page 3 can't be read"])
    {
        Loaded = new LoadView(At.AddMinutes(-5), "v1", IsRefused: true,
        [
            new ProblemView(
                "D0301", Severity.Error, "no name `nme` is known here", "a.dark", 3, 9, "error[D0301]: no name `nme` is known here\n")
            {
                Help = "did you mean `name`?",
            },
            new ProblemView(
                "D0312",
                Severity.Warning,
                "no worker is named \"resise\"",
                "a.dark",
                9,
                1,
                "warning[D0312]: no worker is named \"resise\"\n"),
        ]),
    };

    public static readonly SourceView ASource = new(
        "a.dark",
        "worker \"a b/ä\"\n  let from = Date::now\n  let twice = List::map [1, 2, 3, 4] (\\n -> n * 2)\n"
            + "  let n = event.n + 1\n  event.nme\n  emit n \"b\"\n\nworker a = 1\n");

    public static readonly TraceView ATrace = new(
        Header,
        "v1",
        null,
        Encoded(Value.Of(DictValue.Empty.With("n", Value.Int(1)))),
        null,
        Failed,
        null,
        [new TraceEmitView(Id, "b", new ValueView("1", "1"))],
        0,
        [
            new TraceEffectView("Date::now", "a.dark:2:3", Encoded(Value.Date(At))),
            new TraceEffectView("emit", "a.dark:6:3", null, new TraceEffectError("D0510", "too large", null)),
            new TraceEffectView("String::random", "a.dark:6:3", null),
        ],
        3,
        [new TraceLogView(Header.StartedAt, LogLevel.Warn, "late", new ValueView("{ n: 1 }", "{\"n\":1}"), "a.dark:2:3")],
        2,
        [ASource]);

    private static readonly Guid Other = new("0198f000-0000-7000-8000-00000000abce");

    private readonly OperationTable _table = new();

    public FakeControlClient()
    {
        _table.Add(Operations.Status, _ => AStatus with { NotFound = Lost, Trouble = Trouble });
        _table.Add(Operations.Emit, Emit);
        _table.Add(Operations.Wait, Wait);
        _table.Add(Operations.Claim, _ => [AClaim]);
        _table.Add(Operations.Extend, _ => new LeaseView(At.AddMinutes(1), TimeSpan.FromMinutes(1)));
        _table.Add(Operations.Settle, _ => new SettleReply(Id, MessageState.Done));
        _table.Add(Operations.Pause, _ => Nothing.Value);
        _table.Add(Operations.Resume, _ => Nothing.Value);
        _table.Add(
            Operations.Step, _ => new SettledView(Id, MessageState.Done, new ValueView("{ n: 2 }", "{\"n\":2}"), null));
        _table.Add(Operations.SetOption, _ => Nothing.Value);
        _table.Add(Operations.RunCron, _ => new MessageReply(Id));
        _table.Add(Operations.NextDue, _ => [At, At.AddDays(1)]);
        _table.Add(
            Operations.Messages, filter => filter.Handler == Gone ? [AMessage with { Handler = Gone }] : [AMessage]);
        _table.Add(Operations.Search, filter => new SearchView(
            [filter.Handler == Gone ? AMessage with { Handler = Gone } : AMessage], HasMore: filter.Limit == 1,
            Searched: filter.Where is null ? null : 4, Failed: filter.Where is null ? null : [new("no field \"total\"", 3)]));
        _table.Add(Operations.Message, request => KeepsNoTraces ? throw NotFound($"no message {request.Id}") : Message);
        _table.Add(Operations.Count, _ => new CountReply(4));
        _table.Add(Operations.RetryDead, _ => new CountReply(3));
        _table.Add(Operations.Edit, _ => new MessageReply(Id));
        _table.Add(Operations.Move, _ => new CountReply(2));
        _table.Add(Operations.Remove, _ => new CountReply(4));
        _table.Add(Operations.Keys, _ =>
        [
            new OnceKeyView(AMessage.Handler, "order7", false, Id, At.AddHours(-1), At.AddHours(23)),
            new OnceKeyView(AMessage.Handler, "{\"id\":7}", true, null, null, At.AddMinutes(5)),
        ]);
        _table.Add(Operations.ForgetKey, request => new CountReply(request.Key == "order7" ? 1 : 0));
        _table.Add(Operations.Traces, _ => KeepsNoTraces ? [] : [Header]);
        _table.Add(Operations.History, request => new HistoryView(
            [new HistoryLineView(Id, AMessage.Handler, MessageState.Dead, At, TimeSpan.FromMilliseconds(12.5), 2, null, "\"k\"")],
            request.Limit == 1 ? "7.3" : null, IsKept: true));
        _table.Add(Operations.Way, _ => new WayView(Id, [
            new WayStepView(Other, HandlerId.Cron("c"), null, MessageState.Done, At, TimeSpan.FromMilliseconds(3), 1, null),
            new WayStepView(Id, AMessage.Handler, Other, MessageState.Dead, At, TimeSpan.FromMilliseconds(12.5), 2, Header.Id)], false));
        _table.Add(Operations.Trace, request => KeepsNoTraces || TracesGone-- > 0
            ? throw NotFound($"trace {request.Id} is no longer kept")
            : ATrace);
        _table.Add(Operations.ReplayLive, _ => new MessageReply(Id));
        _table.Add(Operations.Pin, _ => Header);
        _table.Add(Operations.Source, _ => [ASource]);
        _table.Add(Operations.Reload, _ => AStatus.Loaded!);
        _table.Add(Operations.Backup, _ => Nothing.Value);
    }

    /// <summary>What it answers.</summary>
    public IReadOnlyCollection<Operation> Answers => _table.Operations;

    /// <summary>Each request, as the name of its operation and its JSON.</summary>
    public List<string> Asked { get; } = [];

    public Exception? Fault { get; set; }

    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool WaitsForEver { get; set; }

    /// <summary>How a message ends that is waited for.</summary>
    public MessageState Ends { get; set; } = MessageState.Dead;

    /// <summary>Why the store takes no changes.</summary>
    public string? Trouble { get; set; }

    public IReadOnlyList<NotFoundView> Lost { get; set; } = AStatus.NotFound;

    /// <summary>Why an event is not taken; a request is refused as a whole.</summary>
    public Func<EmitRequest, ControlException?> Refusal { get; set; } = _ => null;

    /// <summary>Of a message that is done no trace is kept either.</summary>
    public bool KeepsNoTraces { get; set; }

    /// <summary>So many traces are asked for in vain: newer ones took their place.</summary>
    public int TracesGone { get; set; }

    /// <summary>The events before the stream ends.</summary>
    public IReadOnlyList<ControlEvent> Coming { get; set; } = [];

    /// <summary>How a request is noted in <see cref="Asked"/>.</summary>
    public static string Noted<TRequest, TReply>(Operation<TRequest, TReply> operation, TRequest request) =>
        request is Nothing ? operation.Name : $"{operation.Name} {JsonSerializer.Serialize(request, operation.RequestType)}";

    public Task<TReply> Ask<TRequest, TReply>(
        Operation<TRequest, TReply> operation, TRequest request, CancellationToken cancellation)
    {
        operation.Check(request);
        Asked.Add(Noted(operation, request));
        return Fault is null ? _table.Perform(operation, request, cancellation) : Task.FromException<TReply>(Fault);
    }

    public IAsyncEnumerable<ControlEvent> Events(long? after, CancellationToken cancellation)
    {
        Asked.Add($"events {after}");
        return Fault is null ? Coming.Where(@event => !(@event.Id <= after)).ToAsyncEnumerable() : throw Fault;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private IReadOnlyList<EmitView> Emit(IReadOnlyList<EmitRequest> requests) =>
        requests.Select(Refusal).FirstOrDefault(refusal => refusal is not null) is { } refused
            ? throw refused
            : [.. requests.Select(request => new EmitView(Id, request.Worker, false, "hm"))];

    private async Task<SettledView> Wait(WaitRequest request, CancellationToken cancellation)
    {
        Waiting.SetResult();
        if (WaitsForEver)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        return new SettledView(request.Message, Ends, null, Ends == MessageState.Dead ? Failed : null);
    }

    private static ValueView Encoded(Value value) =>
        new(ValueDisplay.Show(value), ValueJson.Write(value, indented: false)) { Encoded = ValueEncoding.Encode(value, 100) };

    private static ControlException NotFound(string what) => new(ControlProblem.NotFound, what);
}
