using System.Diagnostics.CodeAnalysis;
using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Control;

/// <summary>What requests must hold. The reader of JSON leaves null what is missing, whatever the types say.</summary>
internal static class RequestChecks
{
    private const string AnEvent = "the event, which is any JSON";

    public static void Emits(IReadOnlyList<EmitRequest> requests)
    {
        for (var i = 0; i < requests.Count; i++)
        {
            // An empty name is refused by the emit itself.
            Given(requests[i]?.Worker, $"[{i}].worker", "the name of a worker");
            Given(requests[i].Event, $"[{i}].event", AnEvent);
            NotEmpty(requests[i].OnceKey, $"[{i}].onceKey", "the key under which it is emitted once, or is left out");
        }
    }

    public static void Wait(WaitRequest request)
    {
        if (request.Message == Guid.Empty)
            throw Missing("message", "the id of a message");
    }

    public static void Pause(PauseRequest request)
    {
        Handler(request.Handler, "handler");
        Text(request.By, "by", "the name of who pauses");
    }

    public static void Handler(HandlerRequest request) => Handler(request.Handler, "handler");

    public static void Worker(HandlerRequest request)
    {
        Handler(request);
        if (request.Handler.Kind == HandlerKind.Cron)
            throw Wrong($"\"handler\" names {request.Handler}: it takes a worker; a cron is run with {Operations.RunCron.Path}");
    }

    public static void Cron(HandlerRequest request)
    {
        Handler(request);
        if (request.Handler.Kind != HandlerKind.Cron)
            throw Wrong($"\"handler\" names {request.Handler}: it takes a cron; a worker takes a step with {Operations.Step.Path}");
    }

    public static void NextDue(NextDueRequest request)
    {
        Text(request.Name, "name", "the name of a cron");
        if (request.Count is < 1 or > NextDueRequest.MostCount)
            throw Wrong($"\"count\" is {request.Count}: it takes a number from 1 to {NextDueRequest.MostCount}");
    }

    public static void Filter(MessageFilter filter)
    {
        Handler(filter.Handler, "handler");
        if (filter.Limit < 1)
            throw Wrong($"\"limit\" is {filter.Limit}: it must be at least 1");
    }

    public static void Id(IdRequest request) => Id(request.Id);

    public static void Selection(MessageSelection selection) => Selection(selection, "");

    public static void DeadLetters(MessageSelection selection)
    {
        Selection(selection);
        if (selection.State != SelectionState.Dead)
            throw Wrong($"\"state\" is \"{selection.State.Word()}\", and only dead letters are retried: it takes \"dead\"");
    }

    public static void Retry(RetryRequest request)
    {
        Id(request.Id);
        Given(request.Event, "event", AnEvent);
    }

    public static void Move(MoveRequest request)
    {
        if (request.Selection is null)
            throw Missing("selection", """which messages to move, such as {"state": "404", "handler": {…}}""");
        Selection(request.Selection, "selection.");
        Text(request.Worker, "worker", "the name of the worker that is to handle them");
    }

    public static void Traces(TracesRequest request) => Handler(request.Handler, "handler");

    public static void Pin(PinRequest request)
    {
        Id(request.Id);
        if (request.Pinned is null)
            throw Missing("pinned", "true or false");
    }

    public static void Source(SourceRequest request) => Text(request.Version, "version", "a version of the canvas");

    public static void Backup(BackupRequest request)
    {
        Text(request.Folder, "folder", "the absolute path of an empty folder");
        if (!Path.IsPathFullyQualified(request.Folder))
            throw Wrong($"\"folder\" is {request.Folder}: it takes an absolute path");
    }

    private static void Id(string? id) => Text(id, "id", "the id of a message or trace, or its beginning");

    private static void Selection(MessageSelection selection, string at)
    {
        if (selection.State == default)
            throw Missing($"{at}state", $"one of these words: {string.Join(", ", EnumWords.All<SelectionState>())}");
        Handler(selection.Handler, $"{at}handler");
        NotEmpty(selection.Error, $"{at}error", "a code, or a part of a message or place");
        for (var i = 0; i < (selection.Ids?.Count ?? 0); i++)
            Text(selection.Ids![i], $"{at}ids[{i}]", "the id of a message, or its beginning");
        if (selection is { Ids: not null } and ({ Handler: not null } or { All: true } or { Error: not null } or { DiedBefore: not null }))
            throw Wrong(
                $"\"{at}ids\" names messages, so \"handler\", \"all\", \"error\" and \"diedBefore\" do not go with it: leave out either"
                + " the ids or the others");
    }

    private static void Handler(HandlerId? handler, string at)
    {
        if (handler is { Name: null or "" })
            throw Missing($"{at}.name", """the name of a worker or cron, beside its kind: {"kind": "worker", "name": "…"}""");
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
