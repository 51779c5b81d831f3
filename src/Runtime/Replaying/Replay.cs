using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Recording;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Values;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Traces;

namespace DarkLang.Runtime.Replaying;

/// <summary>
/// Runs the attempt of a trace again, on the machine of whoever looks, with the recorded answers: the runtime and the world are not
/// touched. With the sources of the trace's version it shows what happened; with others, what would have.
/// </summary>
public static class Replay
{
    /// <summary>Time for one replay; it shows what it has until then.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private static readonly Limits Limits = Limits.Default with { Steps = 100_000_000 };

    public static ReplayResult Run(TraceRunView run, IReadOnlyList<SourceText> sources, TimeProvider time, CancellationToken cancellation)
    {
        var loaded = CanvasLoader.LoadToRecord(sources);
        if (loaded.Canvas is not { } canvas)
            return new ReplayResult.NotRunnable(loaded.Diagnostics);
        if (Find(canvas, run.Header.Handler) is not { } handler)
            return new ReplayResult.HandlerGone(run.Header.Handler);
        // A worker that was a cron when it ran, or the other way round, has no input to be run with.
        Value[] arguments = handler.Body.ParameterCount == 0
            ? []
            : [run.Input is not null && TryDecode(run.Input, out var input) ? input : Value.Null];
        var message = new MessageInfo(run.Header.Message, run.Header.Attempt, run.Header.StartedAt);
        var host = new RecordedHost([.. run.Answers.Select(Answer)], run.Header.StartedAt, message);
        return LargeStack.Run(() => Record(handler.Body, arguments, host, time, cancellation));
    }

    private static ReplayResult.Ran Record(
        Code code, Value[] arguments, RecordedHost host, TimeProvider time, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        var start = time.GetTimestamp();
        var recording = Interpreter.Record(code, arguments, host, Limits, () => time.GetElapsedTime(start), either.Token);
        cancellation.ThrowIfCancellationRequested();
        return new ReplayResult.Ran(recording, host.Emits, host.Unused);
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

    private static RecordedAnswer Answer(AnswerView answer) => answer switch
    {
        { Error: TraceEffectError error } => new RecordedAnswer.Failed(answer.Function, error.Code, error.Message, error.Help),
        { Result: { } result } when TryDecode(result, out var value) => new RecordedAnswer.Gave(answer.Function, value),
        _ => new RecordedAnswer.NotKept(answer.Function),
    };
}

/// <summary>What came of a replay.</summary>
public abstract record ReplayResult
{
    /// <param name="Emits">What it emitted: nobody got it.</param>
    /// <param name="UnusedAnswers">Recorded calls that it did not make.</param>
    public sealed record Ran(Recording Recording, IReadOnlyList<Emission> Emits, int UnusedAnswers) : ReplayResult;

    /// <summary>The sources have errors.</summary>
    public sealed record NotRunnable(IReadOnlyList<Diagnostic> Diagnostics) : ReplayResult;

    /// <summary>The sources have no such handler.</summary>
    public sealed record HandlerGone(HandlerId Handler) : ReplayResult;
}
