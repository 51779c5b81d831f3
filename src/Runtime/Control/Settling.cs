using DarkLang.Runtime.Attempts;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Control;

/// <summary>How a consumer settles a message, in the terms of an attempt: its outcome, what it emits and what it logged.</summary>
internal sealed class Settling
{
    private const int LongestError = 4_096;

    private static readonly TimeSpan LongestSnooze = TimeSpan.FromDays(3650);

    private readonly List<(Emission Emission, byte[] Event, SchedulingAttributes Attributes, HandlerOptions Options)> _emits = [];
    private readonly List<(LogLine Line, DateTimeOffset? At)> _log = [];

    private Settling(Outcome outcome) => Outcome = outcome;

    public Outcome Outcome { get; }

    /// <exception cref="ControlException">A value is not JSON or too large, or a worker does not take the event of an emit.</exception>
    public static Settling Read(SettleRequest request, Handler handler, EngineContext context)
    {
        var at = handler.NameAt;
        var settling = new Settling(OutcomeOf(request, at));
        foreach (var emit in request.Emits ?? [])
        {
            var (bytes, value) = Emitter.Encode(emit, context, out var worker);
            var due = emit.Delay is { } delay ? context.Time.GetUtcNow() + delay : (DateTimeOffset?)null;
            var options = worker?.Options ?? HandlerOptions.Default;
            settling._emits.Add(
                (new Emission(Nfc.Of(emit.Worker), value, due, emit.OnceKey, at), bytes, SchedulingAttributes.Of(options, value), options));
        }
        foreach (var line in request.Log ?? [])
            settling._log.Add((new LogLine(line.Level, line.Message, FieldsOf(line), at), line.At));
        return settling;
    }

    /// <summary>Returns an emit that has taken one of the once-keys and may still be refused. Under the engine's lock.</summary>
    public CommitUnit? PendingEmit(EngineContext context)
    {
        foreach (var (emission, _, attributes, options) in _emits)
        {
            if (OnceClaim.Of(emission.OnceKey, attributes, options.DedupeFor) is { } once
                && context.OnceKeys.PendingEmit(HandlerId.Worker(emission.Worker), once.Key, context.Time.GetUtcNow()) is { } pending)
                return pending;
        }
        return null;
    }

    /// <summary>Adds the emits and log lines to the attempt. Under the engine's lock.</summary>
    /// <exception cref="ControlException">The emits are beyond a limit. The attempt is as before.</exception>
    public void Apply(Attempt attempt)
    {
        try
        {
            foreach (var (emission, @event, _, _) in _emits)
                attempt.Emit(emission, @event);
        }
        catch (RuntimeErrorException refused)
        {
            attempt.DropEmits();
            throw new ControlException(ControlProblem.Refused, refused.Message);
        }
        foreach (var (line, at) in _log)
            attempt.Log.Add(line, at);
    }

    private static Outcome OutcomeOf(SettleRequest request, Location at) => request.Outcome switch
    {
        SettleOutcome.Done => new Outcome.Completed(Read(request.Result ?? "null", "result")),
        SettleOutcome.Snoozed when request.Snooze is { } wait && wait >= TimeSpan.Zero && wait <= LongestSnooze =>
            new Outcome.Snoozed(wait),
        SettleOutcome.Snoozed => throw new ControlException(
            ControlProblem.BadRequest, $"\"snoozeMs\" must be between 0 and {LongestSnooze.TotalMilliseconds:0}, which is ten years"),
        SettleOutcome.Discarded => new Outcome.Failed(new RuntimeError(RuntimeErrorCodes.Discarded, Shorten(request.Error!), at)),
        _ => new Outcome.Failed(Failures.OfConsumer(Shorten(request.Error!), at)),
    };

    private static Value FieldsOf(LogRequest line)
    {
        var fields = line.Fields is null ? Value.Of(DictValue.Empty) : Read(line.Fields, "log.fields");
        return fields.Kind == ValueKind.Dict
            ? fields : throw new ControlException(ControlProblem.BadRequest, "\"log.fields\" takes an object, such as {\"id\": 7}");
    }

    private static Value Read(string json, string field)
    {
        if (json.Length > EngineContext.MaxEventBytes)
            throw new ControlException(
                ControlProblem.Refused,
                $"\"{field}\" is larger than {EngineContext.MaxEventBytes / 1024 / 1024} MB: put it in a file, and its name here");
        return ValueJson.TryRead(json, out var value, out var problem)
            ? value : throw new ControlException(ControlProblem.BadRequest, $"\"{field}\" is not JSON: {problem}");
    }

    private static string Shorten(string text) => text.Length <= LongestError ? text : text[..LongestError] + "…";
}
