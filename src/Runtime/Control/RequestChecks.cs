using System.Diagnostics.CodeAnalysis;
using DarkLang.Runtime.Queues;

namespace DarkLang.Runtime.Control;

/// <summary>What the body of a request must hold: the reader of JSON leaves null what is missing, whatever the types say.</summary>
internal static class RequestChecks
{
    public static void Emits(IReadOnlyList<EmitRequest> requests)
    {
        for (var i = 0; i < requests.Count; i++)
        {
            // What is empty is told by the emit itself.
            Given(requests[i]?.Worker, $"[{i}].worker", "the name of a worker");
            Given(requests[i].Event, $"[{i}].event", "the event as a text of JSON, such as \"null\"");
            NotEmpty(requests[i].OnceKey, $"[{i}].onceKey", "the key under which it is emitted once, or is left out");
        }
    }

    public static void Pause(PauseRequest request)
    {
        Handler(request.Handler, "handler");
        Text(request.By, "by", "the name of who pauses");
    }

    public static void Handler(HandlerRequest request) => Handler(request.Handler, "handler");

    public static void Worker(HandlerRequest request) => Kind(request, HandlerKind.Worker, "a cron is run with /v1/cron/run");

    public static void Cron(HandlerRequest request) => Kind(request, HandlerKind.Cron, "a worker takes a step with /v1/step");

    public static void Selection(MessageSelection selection) => Selection(selection, "");

    public static void DeadOnes(MessageSelection selection)
    {
        Selection(selection);
        if (selection.State != "dead")
            throw Wrong($"\"state\" is \"{selection.State}\", and only dead letters are retried: it takes \"dead\"");
    }

    public static void Move(MoveRequest request)
    {
        if (request.Selection is null)
            throw Missing("selection", "which messages to move, such as {\"state\": \"404\", \"handler\": {…}}");
        Selection(request.Selection, "selection.");
        Text(request.Worker, "worker", "the name of the worker that is to handle them");
    }

    public static void Retry(RetryRequest request)
    {
        Text(request.Message, "message", "the id of a dead letter");
        Given(request.Event, "event", "the new event as a text of JSON, such as \"null\"");
    }

    public static void Trace(TraceRequest request) => Text(request.Trace, "trace", "the id of a trace");

    public static void Pin(PinRequest request)
    {
        Text(request.Trace, "trace", "the id of a trace");
        if (request.Pinned is null)
            throw Missing("pinned", "true or false");
    }

    public static void Backup(BackupRequest request)
    {
        Text(request.Folder, "folder", "the absolute path of an empty folder");
        if (!Path.IsPathFullyQualified(request.Folder))
            throw Wrong($"\"folder\" is {request.Folder}: it takes an absolute path");
    }

    private static void Kind(HandlerRequest request, HandlerKind kind, string instead)
    {
        Handler(request);
        if (request.Handler.Kind != kind)
            throw Wrong($"\"handler\" names {request.Handler}: it takes {{\"kind\": \"{kind}\", \"name\": \"…\"}}; {instead}");
    }

    private static void Selection(MessageSelection selection, string at)
    {
        Text(selection.State, $"{at}state", "dead, 404, queued, or a state of waiting messages");
        if (selection.Handler is { } handler)
            Handler(handler, $"{at}handler");
        NotEmpty(selection.Error, $"{at}error", "a code, or a part of a message or place");
        for (var i = 0; i < (selection.Ids?.Count ?? 0); i++)
            Text(selection.Ids![i], $"{at}ids[{i}]", "the id of a message, or its beginning");
        if (selection is { Ids: not null } and ({ Handler: not null } or { All: true } or { Error: not null } or { DiedBefore: not null }))
            throw Wrong(
                $"\"{at}ids\" names messages, so \"handler\", \"all\", \"error\" and \"diedBefore\" do not go with it: leave out the one or the others");
    }

    private static void Handler(HandlerId handler, string at)
    {
        if (string.IsNullOrEmpty(handler.Name))
            throw Missing($"{at}.name", "the name of a worker or cron, beside its kind: {\"kind\": \"Worker\", \"name\": \"…\"}");
        if (!Enum.IsDefined(handler.Kind))
            throw Wrong($"\"{at}.kind\" is {(int)handler.Kind}: it takes \"Worker\" or \"Cron\"");
    }

    private static void Text([NotNull] string? text, string field, string expected)
    {
        if (string.IsNullOrEmpty(text))
            throw Missing(field, expected);
    }

    private static void Given([NotNull] string? text, string field, string expected)
    {
        if (text is null)
            throw Missing(field, expected);
    }

    private static void NotEmpty(string? text, string field, string expected)
    {
        if (text is "")
            throw Wrong($"\"{field}\" is empty: it takes {expected}");
    }

    private static ControlException Missing(string field, string expected) =>
        Wrong($"\"{field}\" is missing, null or empty: it takes {expected}");

    private static ControlException Wrong(string message) => new(ControlProblem.BadRequest, message);
}
