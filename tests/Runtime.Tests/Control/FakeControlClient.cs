using DarkLang.Lang.Values;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Traces;

namespace DarkLang.Runtime.Tests.Control;

/// <summary>Answers from a fixed set of views and records the requests.</summary>
internal sealed class FakeControlClient : IControlClient
{
    public static readonly Guid Id = new("0198f000-0000-7000-8000-00000000abcd");
    public static readonly DateTimeOffset At = new(2026, 3, 4, 10, 17, 5, 123, TimeSpan.Zero);

    public static readonly Failure Failed = new(
        "D0506", "the record has no field \"nme\"", "a.dark:3:5", "did you mean \"name\"?", [new FailureFrame("worker a", "a.dark:3:5")]);
    public static readonly TraceHeaderView Header =
        new(Id, HandlerId.Worker("a b/ä"), Id, 2, "failed", At, TimeSpan.FromMilliseconds(12.5));

    public static readonly MessageView AMessage =
        new(Id, HandlerId.Worker("a"), "dead", At, At, 1, "a.dark:1:1", Id, "{\"n\":1}", "{ n: 1 }", At, Failed, Id, "\"ada\"", 5);

    public static readonly StatusView AStatus = new(
        "running", "a.dark", "v1", 42, At, At,
        [new WorkerView("a", "paused", 1, 2, 3, 4, 5, 6, 7, 8, TimeSpan.FromSeconds(90), new PauseView(At, "me", "because"), [Header])
        {
            Options = [new OptionView("retries", "3"), new OptionView("key", "event.customer")],
            RateWait = At.AddMinutes(1),
        }],
        [new CronView("c", "run", "daily at 03:00", At, At.AddHours(-1), 0, 0, 1, 0, null, [])
        {
            CatchUp = "all",
            Skipped = 3,
            Options = [new OptionView("catchUp", "\"all\"")],
        }],
        [new NotFoundView("resise", 2, At, "a.dark:9:1", "{}", "resize")],
        ["page 3 can't be read"])
    {
        Loaded = new LoadView(At.AddMinutes(-5), "v1", IsRefused: true,
        [
            new ProblemView("D0301", "error", "no name `nme` is known here", "a.dark", 3, 9, "error[D0301]: no name `nme` is known here\n")
            {
                Help = "did you mean `name`?",
            },
            new ProblemView(
                "D0312", "warning", "no worker is named \"resise\"", "a.dark", 9, 1, "warning[D0312]: no worker is named \"resise\"\n"),
        ]),
    };

    public static readonly TraceView ATrace = new(
        Header, "v1", null, new ValueView("{ n: 1 }", "{\"n\":1}"), null, Failed, null,
        [new TraceEmitView(Id, "b", new ValueView("1", "1"))], 0, [
            new TraceEffectView("Date::now", "a.dark:2:3", new ValueView("2026", "\"2026\""))], 3,
        [new TraceLogView(Header.StartedAt, "warn", "late", new ValueView("{ n: 1 }", "{\"n\":1}"), "a.dark:2:3")], 2);

    public static readonly SourceView ASource = new(
        "a.dark",
        "worker \"a b/ä\"\n  let from = Date::now\n  let twice = List::map [1, 2, 3, 4] (\\n -> n * 2)\n  let n = event.n + 1\n"
            + "  event.nme\n  emit n \"b\"\n\nworker a = 1\n");

    public static readonly TraceRunView ARun = new(
        Header, "v1", ValueEncoding.Encode(Value.Of(DictValue.Empty.With("n", Value.Int(1))), 100),
        [new AnswerView("Date::now", ValueEncoding.Encode(Value.Date(At), 100), null), new AnswerView(
            "emit", null, new TraceEffectError("D0510", "too large", null)), new AnswerView("String::random", null, null)], 3);

    public List<string> Asked { get; } = [];

    public Exception? Fault { get; set; }

    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool WaitsForEver { get; set; }

    /// <summary>The end of a message that a client waits for.</summary>
    public string Ends { get; set; } = "dead";

    public Task<StatusView> Status(CancellationToken cancellation) => Answer("status", AStatus with { NotFound = Lost, Trouble = Trouble });

    /// <summary>Why the store takes no changes.</summary>
    public string? Trouble { get; set; }

    public IReadOnlyList<NotFoundView> Lost { get; set; } = AStatus.NotFound;

    /// <summary>Why an event is not accepted; the request is then refused as a whole.</summary>
    public Func<EmitRequest, ControlException?> Refusal { get; set; } = _ => null;

    public Task<IReadOnlyList<EmitView>> Emit(IReadOnlyList<EmitRequest> requests, CancellationToken cancellation) =>
        requests.Select(Refusal).FirstOrDefault(refusal => refusal is not null) is { } refused
        ? Task.FromException<IReadOnlyList<EmitView>>(refused)
        : Answer<IReadOnlyList<EmitView>>(
            $"emit {string.Join('|', requests)}", [.. requests.Select(request => new EmitView(Id, request.Worker, false, "hm"))]);

    public async Task<SettledView> Wait(Guid message, CancellationToken cancellation)
    {
        Waiting.SetResult();
        if (WaitsForEver)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        return await Answer($"wait {message}", new SettledView(message, Ends, null, null, Ends == "dead" ? Failed : null));
    }

    public Task Pause(HandlerId handler, string by, string? why, CancellationToken cancellation) =>
        Answer($"pause {handler} {by} {why}", 0);

    public Task Resume(HandlerId handler, CancellationToken cancellation) => Answer($"resume {handler}", 0);

    public Task<Guid> RunCron(string name, CancellationToken cancellation) => Answer($"run {name}", Id);

    public Task<IReadOnlyList<DateTimeOffset>> NextDue(string cron, int count, CancellationToken cancellation) =>
        Answer<IReadOnlyList<DateTimeOffset>>($"next {cron} {count}", [At, At.AddDays(1)]);

    public Task<IReadOnlyList<MessageView>> Messages(MessageFilter filter, CancellationToken cancellation) =>
        Answer<IReadOnlyList<MessageView>>(
            $"{filter}", filter.Handler == HandlerId.Worker("gone") ? [AMessage with { Handler = filter.Handler.Value }] : [AMessage]);

    public Task<MessageView> Message(string id, CancellationToken cancellation) =>
        KeepsNoTraces ? NotFound<MessageView>($"no message {id}") : Answer($"message {id}", AMessage);

    public Task<int> Count(MessageSelection selection, CancellationToken cancellation) => Answer($"count {Text(selection)}", 4);

    public Task<Guid> RetryWith(string id, string @event, CancellationToken cancellation) => Answer($"retry {id} with {@event}", Id);

    public Task<int> Move(MessageSelection selection, string worker, CancellationToken cancellation) =>
        Answer($"move {Text(selection)} to {worker}", 2);

    public Task<SettledView> Step(string worker, CancellationToken cancellation) =>
        Answer($"step {worker}", new SettledView(Id, "done", "{\"n\":2}", "{ n: 2 }", null));

    public Task<int> RetryDead(MessageSelection selection, CancellationToken cancellation) => Answer($"retry {Text(selection)}", 3);

    public Task<int> Remove(MessageSelection selection, CancellationToken cancellation) => Answer($"remove {Text(selection)}", 4);

    /// <summary>Makes it keep no trace of a message, and no message that is done.</summary>
    public bool KeepsNoTraces { get; set; }

    public Task<IReadOnlyList<TraceHeaderView>> Traces(HandlerId? handler, CancellationToken cancellation) =>
        Answer<IReadOnlyList<TraceHeaderView>>($"traces {handler}", KeepsNoTraces ? [] : [Header]);

    /// <summary>The number of traces that are gone when they are asked for, because newer ones took their place.</summary>
    public int TracesGone { get; set; }

    public Task<TraceView> Trace(string id, CancellationToken cancellation) =>
        KeepsNoTraces || TracesGone-- > 0 ? NotFound<TraceView>($"trace {id} is no longer kept") : Answer($"trace {id}", ATrace);

    public Task<TraceRunView> TraceRun(string id, CancellationToken cancellation) => Answer($"run of {id}", ARun);

    public Task<Guid> ReplayLive(string id, CancellationToken cancellation) => Answer($"replay {id} live", Id);

    public Task<TraceHeaderView> Pin(string id, bool pinned, CancellationToken cancellation) => Answer($"pin {id} {pinned}", Header);

    public Task<IReadOnlyList<SourceView>> Source(string version, CancellationToken cancellation) =>
        Answer<IReadOnlyList<SourceView>>($"source {version}", [ASource]);

    public Task<LoadView> Reload(CancellationToken cancellation) => Answer("reload", AStatus.Loaded!);

    public Task Backup(string folder, CancellationToken cancellation) => Answer($"backup {folder}", 0);

    /// <summary>The events before the stream ends.</summary>
    public IReadOnlyList<ControlEvent> Coming { get; set; } = [];

    public IAsyncEnumerable<ControlEvent> Events(long? after, CancellationToken cancellation)
    {
        Asked.Add($"events {after}");
        return Fault is null ? Coming.Where(@event => !(@event.Id <= after)).ToAsyncEnumerable() : throw Fault;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<T> Answer<T>(string asked, T answer)
    {
        Asked.Add(asked);
        return Fault is null ? Task.FromResult(answer) : Task.FromException<T>(Fault);
    }

    private static Task<T> NotFound<T>(string what) => Task.FromException<T>(new ControlException(ControlProblem.NotFound, what));

    private static string Text(MessageSelection selection) =>
        $"{selection.State} [{string.Join(',', selection.Ids ?? [])}] {selection.Handler} {selection.All}"
        + (selection.Error is null ? "" : $" error {selection.Error}")
        + (selection.DiedBefore is null ? "" : " older");
}
