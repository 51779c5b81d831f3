using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Queues;
using Microsoft.AspNetCore.Http;

namespace DarkLang.Runtime.Control;

/// <summary>The paths of the control endpoint. What a call needs stands in the query when it reads and in the body when it acts.</summary>
internal sealed class ControlRoutes(IControlClient client)
{
    private static readonly ControlJson Json = ControlJson.Default;

    public Task Answer(HttpContext http, CancellationToken cancellation) => (http.Request.Method, http.Request.Path.Value) switch
    {
        ("GET", "/v1/status") => Send(http, client.Status(cancellation), Json.StatusView, cancellation),
        ("POST", "/v1/emit") => Emit(http, cancellation),
        ("GET", "/v1/wait") => Send(http, client.Wait(Id(http, "message"), cancellation), Json.SettledView, cancellation),
        ("POST", "/v1/pause") => Pause(http, cancellation),
        ("POST", "/v1/resume") => Resume(http, cancellation),
        ("POST", "/v1/cron/run") => RunCron(http, cancellation),
        ("GET", "/v1/cron/next") => Send(http, client.NextDue(Text(http, "name"), Count(http, "count", 1), cancellation), Json.IReadOnlyListDateTimeOffset, cancellation),
        ("GET", "/v1/messages") => Send(http, client.Messages(Filter(http), cancellation), Json.IReadOnlyListMessageView, cancellation),
        ("GET", "/v1/message") => Send(http, client.Message(Text(http, "id"), cancellation), Json.MessageView, cancellation),
        ("POST", "/v1/count") => Act(http, client.Count, cancellation),
        ("POST", "/v1/dead/retry-with") => RetryWith(http, cancellation),
        ("POST", "/v1/move") => Move(http, cancellation),
        ("POST", "/v1/step") => Step(http, cancellation),
        ("POST", "/v1/dead/retry") => Act(http, client.RetryDead, cancellation),
        ("POST", "/v1/remove") => Act(http, client.Remove, cancellation),
        ("GET", "/v1/traces") => Send(http, client.Traces(Handler(http), cancellation), Json.IReadOnlyListTraceHeaderView, cancellation),
        ("GET", "/v1/trace") => Send(http, client.Trace(Text(http, "id"), cancellation), Json.TraceView, cancellation),
        ("GET", "/v1/trace/run") => Send(http, client.TraceRun(Text(http, "id"), cancellation), Json.TraceRunView, cancellation),
        ("POST", "/v1/trace/replay") => ReplayLive(http, cancellation),
        ("POST", "/v1/trace/pin") => Pin(http, cancellation),
        ("GET", "/v1/events") => EventStream.Send(http, client, cancellation),
        ("GET", "/v1/source") => Send(http, client.Source(Text(http, "version"), cancellation), Json.IReadOnlyListSourceView, cancellation),
        ("POST", "/v1/reload") => Send(http, client.Reload(cancellation), Json.LoadView, cancellation),
        ("POST", "/v1/backup") => Backup(http, cancellation),
        var (method, path) => throw new ControlException(ControlProblem.BadRequest, $"this runtime does not know {method} {path}: it is another version of dark"),
    };

    public static Task Send<T>(HttpContext http, T reply, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        http.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(http.Response.Body, reply, type, cancellation);
    }

    private static async Task Send<T>(HttpContext http, Task<T> reply, JsonTypeInfo<T> type, CancellationToken cancellation) =>
        await Send(http, await reply, type, cancellation);

    private async Task Emit(HttpContext http, CancellationToken cancellation)
    {
        var requests = await Body(http, Json.IReadOnlyListEmitRequest, cancellation);
        // Not cancelled by a client that goes away: what was begun is made durable or refused as a whole.
        await Send(http, await client.Emit(requests, CancellationToken.None), Json.IReadOnlyListEmitView, cancellation);
    }

    private async Task Pause(HttpContext http, CancellationToken cancellation)
    {
        var request = await Body(http, Json.PauseRequest, cancellation);
        await client.Pause(request.Handler, request.By, request.Why, cancellation);
    }

    private async Task Resume(HttpContext http, CancellationToken cancellation) =>
        await client.Resume((await Body(http, Json.HandlerRequest, cancellation)).Handler, cancellation);

    private async Task RetryWith(HttpContext http, CancellationToken cancellation)
    {
        var request = await Body(http, Json.RetryRequest, cancellation);
        await Send(http, new MessageReply(await client.RetryWith(request.Message, request.Event, cancellation)), Json.MessageReply, cancellation);
    }

    private async Task Move(HttpContext http, CancellationToken cancellation)
    {
        var request = await Body(http, Json.MoveRequest, cancellation);
        await Send(http, new CountReply(await client.Move(request.Selection, request.Worker, cancellation)), Json.CountReply, cancellation);
    }

    private async Task Step(HttpContext http, CancellationToken cancellation)
    {
        var request = await Body(http, Json.HandlerRequest, cancellation);
        await Send(http, client.Step(request.Handler.Name, cancellation), Json.SettledView, cancellation);
    }

    private async Task RunCron(HttpContext http, CancellationToken cancellation)
    {
        var request = await Body(http, Json.HandlerRequest, cancellation);
        await Send(http, new MessageReply(await client.RunCron(request.Handler.Name, cancellation)), Json.MessageReply, cancellation);
    }

    private async Task ReplayLive(HttpContext http, CancellationToken cancellation)
    {
        var request = await Body(http, Json.TraceRequest, cancellation);
        await Send(http, new MessageReply(await client.ReplayLive(request.Trace, cancellation)), Json.MessageReply, cancellation);
    }

    private async Task Pin(HttpContext http, CancellationToken cancellation)
    {
        var request = await Body(http, Json.PinRequest, cancellation);
        await Send(http, await client.Pin(request.Trace, request.Pinned, cancellation), Json.TraceHeaderView, cancellation);
    }

    private async Task Backup(HttpContext http, CancellationToken cancellation) =>
        await client.Backup((await Body(http, Json.BackupRequest, cancellation)).Folder, cancellation);

    private static async Task Act(HttpContext http, Func<MessageSelection, CancellationToken, Task<int>> act, CancellationToken cancellation)
    {
        var selection = await Body(http, Json.MessageSelection, cancellation);
        await Send(http, new CountReply(await act(selection, cancellation)), Json.CountReply, cancellation);
    }

    private static async Task<T> Body<T>(HttpContext http, JsonTypeInfo<T> type, CancellationToken cancellation) =>
        await JsonSerializer.DeserializeAsync(http.Request.Body, type, cancellation)
        ?? throw new ControlException(ControlProblem.BadRequest, "the request has no content");

    private static MessageFilter Filter(HttpContext http) =>
        new(Handler(http), Word(http, "state"), Count(http, "limit", 100), Word(http, "error"), Word(http, "diedBefore") is { } time ? Instant(time) : null);

    private static string? Word(HttpContext http, string name) => http.Request.Query[name] is [{ Length: > 0 } word] ? word : null;

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant) ? instant : throw new ControlException(ControlProblem.BadRequest, $"{text} is not a time");

    private static HandlerId? Handler(HttpContext http) =>
        (http.Request.Query["kind"], http.Request.Query["name"]) switch
        {
            (["worker"], [{ } name]) => HandlerId.Worker(name),
            (["cron"], [{ } name]) => HandlerId.Cron(name),
            _ => null,
        };

    private static string Text(HttpContext http, string name) =>
        http.Request.Query[name] is [{ } text] ? text : throw new ControlException(ControlProblem.BadRequest, $"the request lacks {name}");

    private static Guid Id(HttpContext http, string name) =>
        Guid.TryParse(Text(http, name), out var id) ? id : throw new ControlException(ControlProblem.BadRequest, $"{name} is not an id");

    private static int Count(HttpContext http, string name, int standard) =>
        http.Request.Query[name] is not [{ } text] ? standard
        : int.TryParse(text, CultureInfo.InvariantCulture, out var count) && count > 0 ? count
        : throw new ControlException(ControlProblem.BadRequest, $"{name} is not a number from 1 on");
}
