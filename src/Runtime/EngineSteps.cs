using DarkLang.Lang.Evaluation;
using DarkLang.Runtime.Attempts;
using DarkLang.Runtime.Execution;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Traces;

namespace DarkLang.Runtime;

/// <summary>
/// The steps that the threads of an engine take by themselves. In an engine without threads (<see cref="EngineOptions.IsStepped"/>) a test
/// takes them, in an order of its choice: then one seed decides a whole run.
/// </summary>
internal sealed class EngineSteps(EngineContext context, Executor executor, CommitQueue commits, TraceRetention traces)
{
    public QueueTable Queues => context.Queues;

    public CommitQueue Commits => commits;

    public TraceRetention Traces => traces;

    /// <summary>Claims the next message; null when nothing can start.</summary>
    public StepAttempt? Begin() => executor.Begin() is { Current: { } attempt } thread ? new StepAttempt(thread, attempt) : null;

    /// <summary>Runs the handler. The attempt is not over with it.</summary>
    public Outcome Evaluate(StepAttempt step) => executor.Evaluate(step.Thread, step.Attempt);

    /// <summary>Settles the attempt; false when it had lost its lease: then nothing happens.</summary>
    public bool End(StepAttempt step, Outcome outcome) => executor.End(step.Thread, step.Attempt, outcome);

    /// <summary>What a timer does once a second.</summary>
    public void WriteTraces() => traces.Flush();

    /// <summary>A turn of the writer: what waits is committed. False when nothing waits.</summary>
    public bool Commit() => commits.Turn();
}

/// <summary>An attempt that was begun, and what stands for its thread.</summary>
internal sealed record StepAttempt(ExecutorThread Thread, Attempt Attempt);
