using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Queues;
using Microsoft.AspNetCore.Http;

namespace DarkLang.Runtime.Control;

/// <summary>The paths of the control endpoint. What a call needs stands in the query when it reads and in the body when it acts.</summary>
internal sealed class ControlRoutes
{
    private static readonly ControlJson Json = ControlJson.Default;

    private readonly IControlClient _client;
    private readonly Dictionary<(string Method, string Path), Func<HttpContext, CancellationToken, Task>> _routes;

    public ControlRoutes(IControlClient client)
    {
        _client = client;
        _routes = new()
        {
            [("GET", "/v1/status")] = (http, cancellation) => Send(http, client.Status(cancellation), Json.StatusView, cancellation),
            [("POST", "/v1/emit")] = Emit,
            [("GET", "/v1/wait")] = (
                http, cancellation) => Send(http, client.Wait(Id(http, "message"), cancellation), Json.SettledView, cancellation),
            [("POST", "/v1/pause")] = Pause,
            [("POST", "/v1/resume")] = Resume,
            [("POST", "/v1/cron/run")] = RunCron,
            [("GET", "/v1/cron/next")] = (http, cancellation) => Send(
                http, client.NextDue(Text(http, "name"), DueTimes(http), cancellation), Json.IReadOnlyListDateTimeOffset, cancellation),
            [("GET", "/v1/messages")] = (
                http, cancellation) => Send(http, client.Messages(Filter(http), cancellation), Json.IReadOnlyListMessageView, cancellation),
            [("GET", "/v1/message")] = (
                http, cancellation) => Send(http, client.Message(Text(http, "id"), cancellation), Json.MessageView, cancellation),
            [("POST", "/v1/count")] = (http, cancellation) => Act(http, client.Count, RequestChecks.Selection, cancellation),
            [("POST", "/v1/dead/retry-with")] = RetryWith,
            [("POST", "/v1/move")] = Move,
            [("POST", "/v1/step")] = Step,
            [("POST", "/v1/dead/retry")] = (http, cancellation) => Act(http, client.RetryDead, RequestChecks.DeadOnes, cancellation),
            [("POST", "/v1/remove")] = (http, cancellation) => Act(http, client.Remove, RequestChecks.Selection, cancellation),
            [("GET", "/v1/traces")] = (http, cancellation) => Send(
                http, client.Traces(Handler(http), cancellation), Json.IReadOnlyListTraceHeaderView, cancellation),
            [("GET", "/v1/trace")] = (
                http, cancellation) => Send(http, client.Trace(Text(http, "id"), cancellation), Json.TraceView, cancellation),
            [("GET", "/v1/trace/run")] = (
                http, cancellation) => Send(http, client.TraceRun(Text(http, "id"), cancellation), Json.TraceRunView, cancellation),
            [("POST", "/v1/trace/replay")] = ReplayLive,
            [("POST", "/v1/trace/pin")] = Pin,
            [("GET", "/v1/events")] = (http, cancellation) => EventStream.Send(http, client, cancellation),
            [("GET", "/v1/source")] = (http, cancellation) => Send(
                http, client.Source(Text(http, "version"), cancellation), Json.IReadOnlyListSourceView, cancellation),
            [("POST", "/v1/reload")] = (http, cancellation) => Send(http, client.Reload(cancellation), Json.LoadView, cancellation),
            [("POST", "/v1/backup")] = Backup,
        };
    }

    public Task Answer(HttpContext http, CancellationToken cancellation) =>
        _routes.TryGetValue((http.Request.Method, http.Request.Path.Value ?? "/"), out var route)
            ? route(http, cancellation)
            : Reject(http, cancellation);

    private Task Reject(HttpContext http, CancellationToken cancellation)
    {
        var (method, path) = (http.Request.Method, http.Request.Path.Value ?? "/");
        if (_routes.Keys.FirstOrDefault(route => route.Path == path) is { Method: { } known })
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.Headers.Allow = known;
            return Tell($"{path} is asked with {known}, not with {method}");
        }
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Tell(path.StartsWith("/v", StringComparison.Ordinal)
            ? $"this runtime knows no path {path}: it is mistyped, or of another version of dark"
            : $"this runtime knows no path {path}: all begin with /v1/, such as /v1/status");

        Task Tell(string message) => Send(http, new ControlError(ControlProblem.BadRequest, message), Json.ControlError, cancellation);
    }

    public static Task Send<T>(HttpContext http, T reply, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        http.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(http.Response.Body, reply, type, cancellation);
    }

    private static async Task Send<T>(HttpContext http, Task<T> reply, JsonTypeInfo<T> type, CancellationToken cancellation) =>
        await Send(http, await reply, type, cancellation);

    private async Task Emit(HttpContext http, CancellationToken cancellation)
    {
        var requests = await Body(http, Json.IReadOnlyListEmitRequest, RequestChecks.Emits, cancellation);
        // Not cancelled by a client that goes away: what was begun is made durable or refused as a whole.
        await Send(http, await _client.Emit(requests, CancellationToken.None), Json.IReadOnlyListEmitView, cancellation);
    }

    private async Task Pause(HttpContext http, CancellationToken cancellation)
    {
        var request = await Body(http, Json.PauseRequest, RequestChecks.Pause, cancellation);
        await _client.Pause(request.Handler, request.By, request.Why, cancellation);
    }

    private async Task Resume(HttpContext http, CancellationToken cancellation) =>
        await _client.Resume((await Body(http, Json.HandlerRequest, RequestChecks.Handler, cancellation)).Handler, cancellation);

    private async Task RetryWith(HttpContext http, CancellationToken cancellation)
    {
        var request = await Body(http, Json.RetryRequest, RequestChecks.Retry, cancellation);
        await Send(
            http, new MessageReply(await _client.RetryWith(request.Message, request.Event, cancellation)), Json.MessageReply, cancellation);
    }

    private async Task Move(HttpContext http, CancellationToken cancellation)
    {
        var request = await Body(http, Json.MoveRequest, RequestChecks.Move, cancellation);
        await Send(
            http, new CountReply(await _client.Move(request.Selection, request.Worker, cancellation)), Json.CountReply, cancellation);
    }

    private async Task Step(HttpContext http, CancellationToken cancellation)
    {
        var request = await Body(http, Json.HandlerRequest, RequestChecks.Worker, cancellation);
        await Send(http, _client.Step(request.Handler.Name, cancellation), Json.SettledView, cancellation);
    }

    private async Task RunCron(HttpContext http, CancellationToken cancellation)
    {
        var request = await Body(http, Json.HandlerRequest, RequestChecks.Cron, cancellation);
        await Send(http, new MessageReply(await _client.RunCron(request.Handler.Name, cancellation)), Json.MessageReply, cancellation);
    }

    private async Task ReplayLive(HttpContext http, CancellationToken cancellation)
    {
        var request = await Body(http, Json.TraceRequest, RequestChecks.Trace, cancellation);
        await Send(http, new MessageReply(await _client.ReplayLive(request.Trace, cancellation)), Json.MessageReply, cancellation);
    }

    private async Task Pin(HttpContext http, CancellationToken cancellation)
    {
        var request = await Body(http, Json.PinRequest, RequestChecks.Pin, cancellation);
        await Send(http, await _client.Pin(request.Trace, request.Pinned!.Value, cancellation), Json.TraceHeaderView, cancellation);
    }

    private async Task Backup(HttpContext http, CancellationToken cancellation) =>
        await _client.Backup((await Body(http, Json.BackupRequest, RequestChecks.Backup, cancellation)).Folder, cancellation);

    private static async Task Act(
        HttpContext http,
            Func<MessageSelection, CancellationToken, Task<int>> act,
            Action<MessageSelection> check,
            CancellationToken cancellation)
    {
        var selection = await Body(http, Json.MessageSelection, check, cancellation);
        await Send(http, new CountReply(await act(selection, cancellation)), Json.CountReply, cancellation);
    }

    private static async Task<T> Body<T>(HttpContext http, JsonTypeInfo<T> type, Action<T> check, CancellationToken cancellation)
    {
        var body = await JsonSerializer.DeserializeAsync(http.Request.Body, type, cancellation)
            ?? throw new ControlException(ControlProblem.BadRequest, "the request has no content");
        check(body);
        return body;
    }

    private static MessageFilter Filter(HttpContext http) =>
        new(
            Handler(http),
            Word(http, "state"),
            Count(http, "limit", 100),
            Word(http, "error"),
            Word(http, "diedBefore") is { } time ? Instant(time) : null);

    private static string? Word(HttpContext http, string name) => http.Request.Query[name] is [{ Length: > 0 } word] ? word : null;

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant)
            ? instant
            : throw new ControlException(ControlProblem.BadRequest, $"{text} is not a time");

    private static HandlerId? Handler(HttpContext http) => (Word(http, "kind")?.ToLowerInvariant(), Word(http, "name")) switch
    {
        ("worker", { } name) => HandlerId.Worker(name),
        ("cron", { } name) => HandlerId.Cron(name),
        (null, null) => null,
        _ => throw new ControlException(ControlProblem.BadRequest, "a handler is named by both kind=worker or kind=cron and name=…"),
    };

    private static string Text(HttpContext http, string name) =>
        http.Request.Query[name] is [{ } text] ? text : throw new ControlException(ControlProblem.BadRequest, $"the request lacks {name}");

    private static Guid Id(HttpContext http, string name) =>
        Guid.TryParse(Text(http, name), out var id) ? id : throw new ControlException(ControlProblem.BadRequest, $"{name} is not an id");

    private static int DueTimes(HttpContext http)
    {
        var count = Count(http, "count", 1);
        return count <= IControlClient.MostDueTimes ? count : throw new ControlException(
            ControlProblem.BadRequest, $"count is {count}, and at most {IControlClient.MostDueTimes} times are given");
    }

    private static int Count(HttpContext http, string name, int standard) =>
        http.Request.Query[name] is not [{ } text] ? standard
        : int.TryParse(text, CultureInfo.InvariantCulture, out var count) && count > 0 ? count
        : throw new ControlException(ControlProblem.BadRequest, $"{name} is not a number from 1 on");
}
