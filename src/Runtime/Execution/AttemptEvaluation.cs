using DarkLang.Runtime.Attempts;
using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Execution;

/// <summary>Runs the code of a handler on the event of its message.</summary>
internal static class AttemptEvaluation
{
    /// <summary>Returns how the attempt ends. The code of an external worker checks the event, and is incomplete behind that.</summary>
    public static Outcome Run(Attempt attempt, CommitQueue commits, CancellationToken cancellation, IMemoryGuard? memory = null)
    {
        var code = attempt.Handler.Body;
        try
        {
            attempt.Calls?.Load();
            if (code.ParameterCount == 0)
                return Interpreter.Run(code, [], attempt, Limits.Default, cancellation, memory);
            if (attempt.Handler.Options.Batch is not null)
                return RunBatch(attempt, commits, memory, cancellation);
            attempt.Input = attempt.Target.Event ?? commits.LoadEvent(attempt.Target);
            var @event = ValueEncoding.DecodeInPlace(attempt.Input);
            if (attempt.Target.HasInvalidOptions && SchedulingAttributes.Of(attempt.Handler.Options, @event).Problem is { } problem)
                return new Outcome.Failed(problem);
            return Interpreter.Run(code, [@event], attempt, Limits.Default, cancellation, memory);
        }
        catch (Exception e) when (e is InvalidDataException or StoreException)
        {
            return new Outcome.Failed(Failures.Unreadable(attempt.Handler.NameAt, e.Message));
        }
        catch (Exception e)
        {
            // A program can't cause this exception, so it is a bug of ours. It costs one message, not the process.
            return new Outcome.Failed(Failures.Bug(attempt.Handler.NameAt, e));
        }
    }

    private static Outcome RunBatch(Attempt attempt, CommitQueue commits, IMemoryGuard? memory, CancellationToken cancellation)
    {
        var events = attempt.Messages
            .Select(message => ValueEncoding.DecodeInPlace(message.Event ?? commits.LoadEvent(message))).ToArray();
        var input = Value.Of(new ListValue(events));
        attempt.Input = ValueEncoding.Encode(input, int.MaxValue);
        if (attempt.Target.HasInvalidOptions && SchedulingAttributes.Of(attempt.Handler.Options, events[0]).Problem is { } problem)
            return new Outcome.Failed(problem);
        return Interpreter.Run(attempt.Handler.Body, [input], attempt, Limits.Default, cancellation, memory);
    }
}
