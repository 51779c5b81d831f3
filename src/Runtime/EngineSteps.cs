using DarkLang.Runtime.Attempts;
using DarkLang.Runtime.Execution;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Traces;

namespace DarkLang.Runtime;

/// <summary>
/// The steps of an engine. Usually its threads take them. In an engine without threads (<see cref="EngineOptions.IsStepped"/>) a test takes
/// them in the order it chooses, so that one seed determines a whole run.
/// </summary>
internal sealed class EngineSteps(EngineContext context, Executor executor, CommitQueue commits, TraceRetention traces)
{
    public QueueTable Queues => context.Queues;

    public CommitQueue Commits => commits;

    public TraceRetention Traces => traces;

    /// <summary>Claims the next message and starts its attempt. Returns null when nothing can start.</summary>
    public StepAttempt? Begin() => executor.Begin() is { Current: { } attempt } thread ? new StepAttempt(thread, attempt) : null;

    /// <summary>Runs the handler. The attempt does not end before <see cref="End"/>.</summary>
    public Outcome Evaluate(StepAttempt step) => executor.Evaluate(step.Thread, step.Attempt);

    /// <summary>Settles the attempt. Returns false, and does nothing, when the attempt had lost its lease.</summary>
    public bool End(StepAttempt step, Outcome outcome) => executor.End(step.Thread, step.Attempt, outcome);

    /// <summary>Writes traces, as a timer does once a second.</summary>
    public void WriteTraces() => traces.Flush();

    /// <summary>Commits what is submitted, as the writer does in one turn. Returns false when nothing was.</summary>
    public bool Commit() => commits.Turn();
}

/// <summary>An attempt that has started, and the object that represents its thread.</summary>
internal sealed record StepAttempt(ExecutorThread Thread, Attempt Attempt);
