namespace DarkLang.Runtime.Control;

/// <summary>What requests must hold. The reader of JSON leaves null what is missing, whatever the types say.</summary>
internal static class RequestChecks
{
    /// <summary>The longest text that is neither a name nor an event, in characters.</summary>
    private const int LongestText = 4_096;

    private const string ACondition = "a condition such as event.total > 100";

    /// <summary>The longest event as a Dark value, in characters: far more than the largest event takes.</summary>
    private const int LongestLiteral = 8 * 1024 * 1024;

    public static void Emits(IReadOnlyList<EmitRequest> requests) => Emits(requests, "");

    private static void Emits(IReadOnlyList<EmitRequest> requests, string at)
    {
        for (var i = 0; i < requests.Count; i++)
        {
            // There may be many. An empty name is refused by the emit itself.
            if (requests[i] is { Worker.Length: <= Emission.LongestName, Event: not null, Literal: null } request
                && request.OnceKey is null or { Length: > 0 and <= Emission.LongestKey })
                continue;
            Refuse(
                Given(requests[i]?.Worker, $"{at}[{i}].worker", "the name of a worker"),
                Event(requests[i]?.Event, requests[i]?.Literal, $"{at}[{i}]."),
                NotEmpty(requests[i]?.OnceKey, $"{at}[{i}].onceKey", "the key under which it is emitted once, or is left out"),
                Short(requests[i]?.Worker, $"{at}[{i}].worker", Emission.LongestName),
                Short(requests[i]?.OnceKey, $"{at}[{i}].onceKey", Emission.LongestKey));
        }
    }

    public static void Claim(ClaimRequest request) => Refuse(
        Text(request.Worker, "worker", "the name of an external worker", Emission.LongestName),
        Text(request.Consumer, "consumer", "the name of the program that handles the messages", Emission.LongestName),
        InRange(request.Max, "max", ClaimRequest.MostMessages),
        request.Wait < TimeSpan.Zero || request.Wait > ClaimRequest.LongestWait
            ? $"\"waitMs\" takes a number from 0 to {ClaimRequest.LongestWait.TotalMilliseconds}" : null);

    public static void Lease(LeaseRequest request) => Refuse(Lease(request.Lease));

    public static void Settle(SettleRequest request)
    {
        var isFailure = request.Outcome is SettleOutcome.Failed or SettleOutcome.Discarded;
        Refuse(
            Lease(request.Lease),
            request.Outcome == default
                ? Missing("outcome", $"one of these words: {string.Join(", ", EnumWords.All<SettleOutcome>())}") : null,
            isFailure && string.IsNullOrEmpty(request.Error) ? Missing("error", "why the message is not done") : null,
            request.Outcome == SettleOutcome.Snoozed && request.Snooze is null
                ? Missing("snoozeMs", "after how many milliseconds the message runs again") : null,
            OnlyWith(request.Error, "error", isFailure, "failed\" and \"discarded"),
            OnlyWith(request.Snooze, "snoozeMs", request.Outcome == SettleOutcome.Snoozed, "snoozed"),
            OnlyWith(request.Result is "null" ? null : request.Result, "result", request.Outcome == SettleOutcome.Done, "done"),
            OnlyWith(request.Emits is { Count: > 0 } emits ? emits : null, "emits", request.Outcome == SettleOutcome.Done, "done"));
        Emits(request.Emits ?? [], "emits");
        for (var i = 0; i < (request.Emits?.Count ?? 0); i++)
            Refuse(request.Emits![i].Wait ? $"\"emits[{i}].wait\" is true: the emits of a settle can't be waited for" : null);
        for (var i = 0; i < (request.Log?.Count ?? 0); i++)
            Refuse(Given(request.Log![i]?.Message, $"log[{i}].message", "the text of the line"));
    }

    public static void Wait(WaitRequest request) =>
        Refuse(request.Message == Guid.Empty ? Missing("message", "the id of a message") : null);

    public static void Pause(PauseRequest request) =>
        Refuse(Handler(request.Handler), Text(request.By, "by", "the name of who pauses"), Short(request.Why, "why"));

    public static void Handler(HandlerRequest request) => Refuse(Handler(request.Handler));

    private static string? Worker(HandlerId handler) => Handler(handler) ?? (handler.Kind == HandlerKind.Cron
        ? $"\"handler\" names {handler}: it takes a worker, because nobody emits to a cron" : null);

    public static void Worker(HandlerRequest request) => Refuse(Handler(request.Handler), request.Handler.Kind == HandlerKind.Cron
        ? $"\"handler\" names {request.Handler}: it takes a worker; a cron is run with {Operations.RunCron.Path}" : null);

    public static void SetOption(SetOptionRequest request) => Refuse(
        Handler(request.Handler),
        request.Handler.Kind != HandlerKind.Worker
            ? $"\"handler\" names {request.Handler}: only options of workers can be set, the others are changed in the file" : null,
        Text(request.Option, "option", $"the name of an option: {string.Join(", ", SettableOptions.Names)}"),
        NotEmpty(request.Value, "value", "the value as a canvas writes it, or is left out to take back what was set"),
        Short(request.Value, "value", SettableOptions.LongestValue),
        Text(request.By, "by", "the name of who sets it"));

    public static void Cron(HandlerRequest request) => Refuse(Handler(request.Handler), request.Handler.Kind != HandlerKind.Cron
        ? $"\"handler\" names {request.Handler}: it takes a cron; a worker takes a step with {Operations.Step.Path}" : null);

    public static void NextDue(NextDueRequest request) =>
        Refuse(Text(request.Name, "name", "the name of a cron"), InRange(request.Count, "count", NextDueRequest.MostCount));

    public static void Filter(MessageFilter filter) => Refuse(
        Handler(filter.Handler), InRange(filter.Limit, "limit", int.MaxValue), NotEmpty(filter.Where, "where", ACondition),
        Short(filter.Where, "where"));

    public static void List(MessageFilter filter) => Refuse(InRange(filter.Limit, "limit", MessageFilter.MostCount));

    public static void Id(IdRequest request) => Refuse(Id(request.Id));

    public static void Selection(MessageSelection selection) => Selection(selection, "");

    public static void DeadLetters(MessageSelection selection)
    {
        Selection(selection);
        Refuse(selection.State != SelectionState.Dead
            ? $"\"state\" is \"{selection.State.Word()}\", and only dead letters are retried: it takes \"dead\"" : null);
    }

    public static void Edit(EditRequest request) => Refuse(Id(request.Id), Event(request.Event, request.Literal));

    public static void Move(MoveRequest request)
    {
        Refuse(request.Selection is null
            ? Missing("selection", """which messages to move, such as {"state": "404", "handler": {…}}""") : null);
        Selection(request.Selection!, "selection.");
        Refuse(Text(request.Worker, "worker", "the name of the worker that is to handle them"));
    }

    public static void Keys(KeysRequest request) =>
        Refuse(Worker(request.Handler), InRange(request.Limit, "limit", MessageFilter.MostCount));

    public static void History(HistoryRequest request) => Refuse(
        request.Handler is { } handler ? Handler(handler) : null, InRange(request.Limit, "limit", MessageFilter.MostCount),
        NotEmpty(request.Where, "where", "a condition such as outcome == \"dead\""), Short(request.Where, "where"),
        request.Before is null || HistoryReader.IsCursor(request.Before)
            ? null : $"\"before\" is {request.Before}: it takes what an answer gave as \"before\"");

    public static void ForgetKey(ForgetKeyRequest request) =>
        Refuse(Worker(request.Handler), Text(request.Key, "key", "a key as the list of keys shows it"));

    public static void Traces(TracesRequest request) => Refuse(Handler(request.Handler));

    public static void Pin(PinRequest request) =>
        Refuse(Id(request.Id), request.Pinned is null ? Missing("pinned", "true or false") : null);

    public static void Source(SourceRequest request) => Refuse(Text(request.Version, "version", "a version of the canvas"));

    public static void Backup(BackupRequest request) => Refuse(
        Text(request.Folder, "folder", "the absolute path of an empty folder"),
        Path.IsPathFullyQualified(request.Folder ?? "") ? null : $"\"folder\" is {request.Folder}: it takes an absolute path");

    private static void Selection(MessageSelection selection, string at)
    {
        Refuse(
            selection.State == default
                ? Missing($"{at}state", $"one of these words: {string.Join(", ", EnumWords.All<SelectionState>())}") : null,
            Handler(selection.Handler, at),
            NotEmpty(selection.Error, $"{at}error", "a code, or a part of a message or place"),
            Short(selection.Error, $"{at}error"),
            NotEmpty(selection.Where, $"{at}where", ACondition),
            Short(selection.Where, $"{at}where"),
            selection.Ids is { Count: > MessageSelection.MostIds and var ids }
                ? $"\"{at}ids\" has {ids} ids: it takes at most {MessageSelection.MostIds}; the other fields select more messages"
                : null,
            selection is { Ids: not null } and ({ Handler: not null } or { All: true } or { Error: not null } or { DeadBefore: not null }
                or { Where: not null })
                ? $"\"{at}ids\" names messages, so \"handler\", \"all\", \"error\", \"deadBefore\" and \"where\" do not go with it: leave"
                    + " out either the ids or the others"
                : null);
        for (var i = 0; i < (selection.Ids?.Count ?? 0); i++)
            Refuse(Text(selection.Ids![i], $"{at}ids[{i}]", "the id of a message, or its beginning"));
    }

    /// <param name="problems">What is wrong; null for what is right.</param>
    private static void Refuse(params ReadOnlySpan<string?> problems)
    {
        foreach (var problem in problems)
        {
            if (problem is not null)
                throw new ControlException(ControlProblem.BadRequest, problem);
        }
    }

    private static string? Id(string? id) => Text(id, "id", "the id of a message or trace, or its beginning");

    private static string? Handler(HandlerId? handler, string at = "") => handler is { Name: null or "" }
        ? Missing($"{at}handler.name", """the name of a worker or cron, beside its kind: {"kind": "worker", "name": "…"}""")
        : Short(handler?.Name, $"{at}handler.name", Emission.LongestName);

    private static string? Lease(Guid lease) => lease == Guid.Empty ? Missing("lease", "the lease of a claimed message") : null;

    private static string? OnlyWith<T>(T? value, string field, bool isAllowed, string outcome) => value is null || isAllowed
        ? null : $"\"{field}\" goes with the outcome \"{outcome}\" only: leave it out";

    private static string? Text(string? text, string field, string expected, int longest = LongestText) =>
        string.IsNullOrEmpty(text) ? Missing(field, expected) : Short(text, field, longest);

    private static string? Short(string? text, string field, int longest = LongestText) =>
        text?.Length > longest ? $"\"{field}\" has {text.Length} characters: it takes at most {longest}" : null;

    private static string? Event(string? json, string? literal, string at = "") => (json, literal) switch
    {
        (null, null) => Missing($"{at}event", "the event, which is any JSON; \"literal\" takes a Dark value instead"),
        (not null, not null) => $"\"{at}event\" and \"{at}literal\" are two forms of the event: leave out one",
        _ => Short(literal, $"{at}literal", LongestLiteral),
    };

    private static string? Given(string? text, string field, string expected) => text is null ? Missing(field, expected) : null;

    private static string? NotEmpty(string? text, string field, string expected) =>
        text is "" ? $"\"{field}\" is empty: it takes {expected}" : null;

    private static string? InRange(int number, string field, int most) =>
        number < 1 || number > most ? $"\"{field}\" is {number}: it takes a number from 1 to {most}" : null;

    private static string Missing(string field, string expected) => $"\"{field}\" is missing, null or empty: it takes {expected}";
}
