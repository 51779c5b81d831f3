using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Testing;

/// <summary><c>Test::drain</c>: runs what was emitted, one message after the other, until nothing is left that can run.</summary>
internal sealed class TestPipeline(TestHost host, TestQueue queue)
{
    public const int MaxAttempts = 10_000;

    /// <summary>Returns what each attempt did, in order.</summary>
    public Value[] Drain(Execution execution)
    {
        var runs = new List<Value>();
        while (queue.Take(host.MayRun) is { } message)
        {
            if (runs.Count == MaxAttempts)
                throw Endless(message);
            if (message.Due > host.Now)
                host.Now = message.Due;
            var result = Run(execution, message);
            runs.Add(Describe(message, result));
        }
        return [.. runs];
    }

    private Value Run(Execution execution, TestMessage message)
    {
        if (message.Problem is { } problem)
            return Value.Error(Value.String(problem));
        var depth = execution.Depth;
        try
        {
            return Value.Ok(host.RunMessage(execution, message));
        }
        catch (RuntimeErrorException error) when (error.Code is not (RuntimeErrorCodes.StepLimit or RuntimeErrorCodes.WrongTest))
        {
            execution.ReturnTo(depth);
            var retries = error.Code == RuntimeErrorCodes.Discarded ? 0 : host.FindWorker(message.Worker)?.Options.Retries ?? 0;
            if (message.Attempt <= retries)
                queue.Return(message with { Attempt = message.Attempt + 1, Due = host.Now });
            return Value.Error(Value.String($"{error.Code}: {error.Message}"));
        }
        catch (SnoozeException snooze)
        {
            execution.ReturnTo(depth);
            queue.Return(message with { Due = host.Now + snooze.Wait });
            return Value.Error(Value.String($"snoozed for {snooze.Wait.TotalSeconds:0} s"));
        }
        catch (IncompleteException hole)
        {
            execution.ReturnTo(depth);
            return Value.Error(Value.String($"no code is written yet at {hole.At}"));
        }
    }

    private static Value Describe(TestMessage message, Value result)
    {
        var run = new DictBuilder(capacity: 4);
        run.Set("attempt", Value.Int(message.Attempt));
        run.Set("event", message.Emission.Event);
        run.Set("result", result);
        run.Set("worker", Value.String(message.Worker));
        return Value.Of(run.ToDict());
    }

    private RuntimeErrorException Endless(TestMessage next) => new(
        RuntimeErrorCodes.EndlessPipeline,
        $"after {MaxAttempts} attempts, {queue.Waiting + 1} messages still wait; the next one is for worker \"{next.Worker}\"",
        "look for a worker that emits to itself without end, or let the test emit less");
}
