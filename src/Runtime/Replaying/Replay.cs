using DarkLang.Lang.Evaluation.Recording;
using DarkLang.Runtime.Control;

namespace DarkLang.Runtime.Replaying;

/// <summary>
/// Runs the attempt of a trace again, in the process of the client and with the recorded answers, so that it affects neither the runtime
/// nor the outside world. With the sources of the trace's version it shows what happened; with others, what would have happened.
/// </summary>
public static class Replay
{
    /// <summary>The time limit of a replay, which then shows what it has recorded until then.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private static readonly Limits Limits = Limits.Default with { Steps = 100_000_000 };

    /// <summary>Shows what happened.</summary>
    public static ReplayResult Run(TraceView trace, TimeProvider time, CancellationToken cancellation) => trace.Sources is []
        ? new ReplayResult.SourcesGone(trace.Version)
        : Run(trace, [.. trace.Sources.Select(source => new SourceText(source.Path, source.Text))], time, cancellation);

    /// <summary>Shows what would have happened with other sources.</summary>
    public static ReplayResult Run(TraceView trace, IReadOnlyList<SourceText> sources, TimeProvider time, CancellationToken cancellation)
    {
        var loaded = CanvasLoader.LoadToRecord(sources);
        if (loaded.Canvas is not { } canvas)
            return new ReplayResult.NotRunnable(loaded.Diagnostics);
        if (Find(canvas, trace.Header.Handler) is not { } handler)
            return new ReplayResult.HandlerGone(trace.Header.Handler);
        if (handler.Options.IsExternal)
            return new ReplayResult.HandledOutside(trace.Header.Handler);
        // A worker that was a cron when it ran has no input, so it gets null.
        Value[] arguments = handler.Body.ParameterCount == 0
            ? []
            : [trace.Input?.Encoded is { } encoded && TryDecode(encoded, out var input) ? input : Value.Null];
        var message = new MessageInfo(trace.Header.Message, trace.Header.Attempt, trace.Header.StartedAt);
        var host = new RecordedHost([.. trace.Effects.Select(Answer)], trace.Header.StartedAt, message);
        return LargeStack.Run(() => Record(handler.Body, arguments, host, time, cancellation));
    }

    private static ReplayResult.Ran Record(
        Code code, Value[] arguments, RecordedHost host, TimeProvider time, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        var start = time.GetTimestamp();
        var recording = Interpreter.Record(code, arguments, host, Limits, () => time.GetElapsedTime(start), either.Token);
        cancellation.ThrowIfCancellationRequested();
        Emission[] emits =
            [.. host.Emits.Select(emit => emit with { Event = recording.Secrets.Redact(emit.Event) })];
        return new ReplayResult.Ran(recording, emits, host.Unused);
    }

    private static Handler? Find(Canvas canvas, HandlerId id) => id.Kind == HandlerKind.Cron
        ? canvas.Crons.FirstOrDefault(cron => cron.Name == id.Name)
        : canvas.Workers.FirstOrDefault(worker => worker.Name == id.Name);

    private static bool TryDecode(byte[] encoded, out Value value)
    {
        try
        {
            value = ValueEncoding.Decode(encoded);
            return true;
        }
        catch (InvalidDataException)
        {
            value = Value.Null;
            return false;
        }
    }

    private static RecordedAnswer Answer(TraceEffectView call) => call switch
    {
        { Error: { } error } => new RecordedAnswer.Failed(call.Function, error.Code, error.Message, error.Help),
        { Result.Encoded: { } result } when TryDecode(result, out var value) => new RecordedAnswer.Returned(call.Function, value),
        _ => new RecordedAnswer.ResultOmitted(call.Function),
    };
}

/// <summary>The result of a replay.</summary>
public abstract record ReplayResult
{
    /// <param name="Emits">The emits of the replay, which reach no queue.</param>
    /// <param name="UnusedAnswers">The number of recorded calls that the replay did not make.</param>
    public sealed record Ran(Recording Recording, IReadOnlyList<Emission> Emits, int UnusedAnswers) : ReplayResult;

    /// <summary>The sources have errors.</summary>
    public sealed record NotRunnable(IReadOnlyList<Diagnostic> Diagnostics) : ReplayResult;

    /// <summary>The store no longer has the sources of that version.</summary>
    public sealed record SourcesGone(string Version) : ReplayResult;

    /// <summary>The sources have no code for the handler: its messages are handled outside.</summary>
    public sealed record HandledOutside(HandlerId Handler) : ReplayResult;

    /// <summary>The sources have no such handler.</summary>
    public sealed record HandlerGone(HandlerId Handler) : ReplayResult;
}
