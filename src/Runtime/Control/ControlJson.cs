using System.Text.Json.Serialization;
using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Queues;

namespace DarkLang.Runtime.Control;

/// <summary>The wire form of everything that crosses the control socket, generated at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ControlAddress))]
[JsonSerializable(typeof(ControlError))]
[JsonSerializable(typeof(StatusView))]
[JsonSerializable(typeof(IReadOnlyList<EmitRequest>))]
[JsonSerializable(typeof(IReadOnlyList<EmitView>))]
[JsonSerializable(typeof(SettledView))]
[JsonSerializable(typeof(PauseRequest))]
[JsonSerializable(typeof(HandlerRequest))]
[JsonSerializable(typeof(MessageReply))]
[JsonSerializable(typeof(CountReply))]
[JsonSerializable(typeof(IReadOnlyList<DateTimeOffset>))]
[JsonSerializable(typeof(IReadOnlyList<MessageView>))]
[JsonSerializable(typeof(MessageSelection))]
[JsonSerializable(typeof(MoveRequest))]
[JsonSerializable(typeof(RetryRequest))]
[JsonSerializable(typeof(IReadOnlyList<TraceHeaderView>))]
[JsonSerializable(typeof(TraceView))]
[JsonSerializable(typeof(TraceRunView))]
[JsonSerializable(typeof(TraceRequest))]
[JsonSerializable(typeof(PinRequest))]
[JsonSerializable(typeof(TraceHeaderView))]
[JsonSerializable(typeof(IReadOnlyList<SourceView>))]
[JsonSerializable(typeof(LoadView))]
[JsonSerializable(typeof(BackupRequest))]
[JsonSerializable(typeof(ControlEvent))]
internal sealed partial class ControlJson : JsonSerializerContext;

/// <param name="Problem">A <see cref="ControlProblem"/>; null for a fault of the runtime itself.</param>
internal sealed record ControlError(ControlProblem? Problem, string Message);

internal sealed record PauseRequest(HandlerId Handler, string By, string? Why);

internal sealed record MoveRequest(MessageSelection Selection, string Worker);

internal sealed record RetryRequest(string Message, string Event);

internal sealed record HandlerRequest(HandlerId Handler);

internal sealed record TraceRequest(string Trace);

internal sealed record PinRequest(string Trace, bool? Pinned);

internal sealed record BackupRequest(string Folder);

internal sealed record MessageReply(Guid Message);

internal sealed record CountReply(int Count);
