using System.Text.Json;

namespace DarkLang.Client;

/// <summary>An event for a worker.</summary>
/// <param name="Event">Anything that can be written as JSON.</param>
/// <param name="Delay">How much later it is due.</param>
/// <param name="OnceKey">It is emitted unless the key was used for that worker within 24 hours.</param>
public sealed record Emit(string Worker, object? Event, TimeSpan Delay = default, string? OnceKey = null);

/// <param name="Message">The id of the message. If the emit repeats an earlier one under the same key, it is that of the first.</param>
public sealed record Emitted(Guid? Message, string Worker, bool Repeated, string? Warning);

/// <summary>How a message ended.</summary>
/// <param name="State">done, dead or removed.</param>
/// <param name="Result">What the handler returned; null unless it is done.</param>
/// <param name="Error">Why it is dead; null unless it is.</param>
public sealed record Ended(string State, JsonElement? Result, string? Error);

internal sealed record Claim(Guid Lease, Guid Message, string Worker, int Attempt, JsonElement Event, double LeaseMs);

internal sealed record EmitRequest(string Worker, object? Event, double DelayMs, string? OnceKey, bool Wait = false)
{
    public static EmitRequest Of(Emit emit) => new(emit.Worker, emit.Event, emit.Delay.TotalMilliseconds, emit.OnceKey);
}

internal sealed record ClaimRequest(string Worker, string Consumer, int Max, double WaitMs);

internal sealed record LeaseRequest(Guid Lease);

internal sealed record SettleRequest(
    Guid Lease, string Outcome, object? Result = null, string? Error = null, double? SnoozeMs = null,
    IReadOnlyList<JsonElement>? Emits = null, IReadOnlyList<JsonElement>? Log = null);

internal sealed record LogRequest(string Level, string Message, object Fields, DateTimeOffset At);

internal sealed record Refusal(string? Problem, string? Message);
