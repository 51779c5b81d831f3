using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation.Recording;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Evaluation;

/// <summary>Runs resolved code. The only place that turns the internal exceptions into an <see cref="Outcome"/>.</summary>
public static class Interpreter
{
    /// <summary>
    /// Stack size in bytes, enough for <see cref="Limits.Depth"/> typical nested calls. A run that needs more ends with an error.
    /// A larger stack would mainly make this error slow, because an exception unwinds all of it.
    /// </summary>
    public const int StackSize = 128 * 1024 * 1024;

    /// <summary>
    /// Runs code on the calling thread, which must have a stack of at least <see cref="StackSize"/>.
    /// Nothing that a program does makes this method throw.
    /// </summary>
    public static Outcome Run(
        Code code, ReadOnlySpan<Value> arguments, IHost host, Limits limits, CancellationToken cancellation,
        IMemoryGuard? memory = null) =>
        Run((FunctionCode)code, arguments, new Execution(host, limits, cancellation) { Memory = memory });

    /// <summary>
    /// Runs code that was loaded for recording, and records the value of every expression. <paramref name="elapsed"/> returns the
    /// time since a fixed moment before the run.
    /// </summary>
    public static Recording.Recording Record(
        Code code, ReadOnlySpan<Value> arguments, IHost host, Limits limits, Func<TimeSpan> elapsed, CancellationToken cancellation)
    {
        var recorder = new Recorder(elapsed, new RecordingBudget(Recording.Recording.MaxEntries, Recording.Recording.MaxBytes));
        var outcome = Run((FunctionCode)code, arguments, new Execution(host, limits, cancellation) { Recorder = recorder });
        recorder.Redact();
        return new Recording.Recording(Redact(outcome, recorder.Secrets), recorder.Root, recorder.LeftOut, recorder.Secrets);
    }

    private static Outcome Redact(Outcome outcome, Secrets secrets) => outcome switch
    {
        _ when secrets.IsEmpty => outcome,
        Outcome.Completed completed => new Outcome.Completed(secrets.Redact(completed.Value)),
        Outcome.Failed { Error: var error } => new Outcome.Failed(error with { Message = secrets.Redact(error.Message) }),
        _ => outcome,
    };

    private static Outcome Run(FunctionCode code, ReadOnlySpan<Value> arguments, Execution execution)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(arguments.Length, code.ParameterCount);
        execution.Sites = code.Sites;
        execution.EventTypes = code.EventTypes;
        execution.Types = code.Types;
        try
        {
            execution.Visit(code.HeaderSite);
            return new Outcome.Completed(code.Invoke(execution, [], arguments));
        }
        catch (RuntimeErrorException error)
        {
            return Failed(execution, error.Code, error.Message, error.Help);
        }
        catch (IncompleteException hole)
        {
            return new Outcome.Incomplete(hole.At);
        }
        catch (SnoozeException snooze)
        {
            return new Outcome.Snoozed(snooze.Wait);
        }
        catch (RailException rail)
        {
            // A lambda with a `?` was called after its function had ended.
            execution.Visit(code.HeaderSite);
            return new Outcome.Completed(rail.Value);
        }
        catch (OperationCanceledException) when (execution.Cancellation.IsCancellationRequested)
        {
            return new Outcome.Cancelled();
        }
        catch (InsufficientExecutionStackException)
        {
            return Failed(execution, RuntimeErrorCodes.DepthLimit, "the calls are nested too deeply", null);
        }
        catch (OutOfMemoryException)
        {
            return Failed(execution, RuntimeErrorCodes.TooLarge, "there is not enough memory for the value", "work on smaller pieces");
        }
    }

    private static Outcome.Failed Failed(Execution execution, string code, string message, string? help)
    {
        var stack = execution.CallStack();
        return new Outcome.Failed(
            new RuntimeError(code, message, stack.Count > 0 ? stack[0].At : execution.At, help) { Stack = CallStackText.Shorten(stack) });
    }
}
