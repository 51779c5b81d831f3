using DarkLang.Runtime.Control.Events;

namespace DarkLang.Runtime.Control;

/// <summary>
/// The one JSON form of requests and views, on the wire and in <c>--json</c>, generated at compile time: camelCase, enums as words,
/// durations in milliseconds, instants in UTC, absent values left out, values of the language embedded.
/// </summary>
[JsonSerializable(typeof(BackupRequest))]
[JsonSerializable(typeof(ClaimRequest))]
[JsonSerializable(typeof(ConditionFailureView))]
[JsonSerializable(typeof(ControlAddress))]
[JsonSerializable(typeof(ControlError))]
[JsonSerializable(typeof(ControlEvent))]
[JsonSerializable(typeof(CountReply))]
[JsonSerializable(typeof(EditRequest))]
[JsonSerializable(typeof(Failure))]
[JsonSerializable(typeof(ForgetKeyRequest))]
[JsonSerializable(typeof(HandlerId))]
[JsonSerializable(typeof(HandlerRequest))]
[JsonSerializable(typeof(HistoryRequest))]
[JsonSerializable(typeof(HistoryView))]
[JsonSerializable(typeof(IReadOnlyList<ClaimView>))]
[JsonSerializable(typeof(IReadOnlyList<DateTimeOffset>))]
[JsonSerializable(typeof(IReadOnlyList<EmitRequest>))]
[JsonSerializable(typeof(IReadOnlyList<EmitView>))]
[JsonSerializable(typeof(IReadOnlyList<MessageView>))]
[JsonSerializable(typeof(IReadOnlyList<OnceKeyView>))]
[JsonSerializable(typeof(IReadOnlyList<SourceView>))]
[JsonSerializable(typeof(IReadOnlyList<TraceHeaderView>))]
[JsonSerializable(typeof(IdRequest))]
[JsonSerializable(typeof(KeysRequest))]
[JsonSerializable(typeof(LeaseRequest))]
[JsonSerializable(typeof(LeaseView))]
[JsonSerializable(typeof(LoadView))]
[JsonSerializable(typeof(MessageFilter))]
[JsonSerializable(typeof(MessageReply))]
[JsonSerializable(typeof(MessageSelection))]
[JsonSerializable(typeof(MessageView))]
[JsonSerializable(typeof(MoveRequest))]
[JsonSerializable(typeof(NextDueRequest))]
[JsonSerializable(typeof(Nothing))]
[JsonSerializable(typeof(PauseRequest))]
[JsonSerializable(typeof(PinRequest))]
[JsonSerializable(typeof(SearchView))]
[JsonSerializable(typeof(SetOptionRequest))]
[JsonSerializable(typeof(SettledView))]
[JsonSerializable(typeof(SettleReply))]
[JsonSerializable(typeof(SettleRequest))]
[JsonSerializable(typeof(SourceRequest))]
[JsonSerializable(typeof(StatusView))]
[JsonSerializable(typeof(TraceHeaderView))]
[JsonSerializable(typeof(TracesRequest))]
[JsonSerializable(typeof(TraceView))]
[JsonSerializable(typeof(WaitRequest))]
[JsonSerializable(typeof(WayView))]
public sealed partial class ControlJson : JsonSerializerContext
{
    /// <summary>Values may be nested more deeply than the usual limit of JSON.</summary>
    public const int MaxDepth = 2_000;

    public static ControlJson Form { get; } = new(OptionsWith(JsonUnmappedMemberHandling.Skip));

    /// <summary>The same form for the requests that a runtime gets: an unknown field is most likely a mistyped one.</summary>
    internal static ControlJson Requests { get; } = new(OptionsWith(JsonUnmappedMemberHandling.Disallow));

    private static JsonSerializerOptions OptionsWith(JsonUnmappedMemberHandling unmapped) => new()
    {
        UnmappedMemberHandling = unmapped,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        ReadCommentHandling = JsonCommentHandling.Skip,
        Encoder = VisibleJsonEncoder.Instance,
        MaxDepth = MaxDepth,
        Converters =
        {
            new MillisecondsForm(),
            new InstantForm(),
            new WordForm<CatchUp>(),
            new WordForm<ControlProblem>(),
            new WordForm<EngineState>(),
            new WordForm<EventKind>(),
            new WordForm<HandlerKind>(),
            new WordForm<HandlerState>(),
            new WordForm<LogLevel>(),
            new WordForm<MessageState>(),
            new WordForm<Overlap>(),
            new WordForm<SelectionState>(),
            new WordForm<SettleOutcome>(),
            new WordForm<Severity>(),
            new WordForm<TraceOutcome>(),
        },
    };
}

/// <param name="Problem">Null for a fault of the runtime itself.</param>
public sealed record ControlError(ControlProblem? Problem, string Message);
