using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Runtime.Model;
using DarkLang.Runtime;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;

namespace DarkLang.Simulation.Tests;

/// <summary>The attempts of one process that have begun and not ended.</summary>
internal sealed class Attempts(World world, EngineSteps steps)
{
    private readonly List<Begun> _begun = [];
    private readonly Dictionary<HandlerId, int> _granted = [];
    private readonly ShareWitness _shares = new(world);

    public int Count => _begun.Count;

    /// <summary>Allows a paused handler to begin one more attempt.</summary>
    public void Grant(HandlerId handler) => _granted[handler] = _granted.GetValueOrDefault(handler) + 1;

    /// <param name="inOrder">False while messages are taken out by a client: others of their keys may run before them.</param>
    public bool TryBegin(bool inOrder)
    {
        // No two attempts begin at the same moment, because that distinguishes their traces.
        world.Time.Jump(TimeSpan.FromTicks(1));
        if (steps.Begin() is not { } step)
            return false;
        var (queue, message) = (step.Attempt.Queue, step.Attempt.Target);
        world.Story?.Add($"begin {queue.Id} {message.Id} attempt {step.Attempt.Number}");
        RequirePermission(queue);
        _shares.Began(queue, message);
        if (!world.Version.Has(queue.Id) || step.Attempt.Version != world.Version.Canvas.Version)
            world.Violate($"{queue.Id} was begun with version {step.Attempt.Version}, but {world.Version} runs");
        var stored = world.Witness.Find(message.Id);
        var key = stored is null ? null : world.Version.KeyOf(stored);
        foreach (var other in _begun.Where(other => !other.Step.Thread.IsAbandoned))
        {
            if (other.Message.Id == message.Id)
                world.Violate($"two live attempts at message {message.Id} of {queue.Id}");
            else if (key is not null && other.Message.Handler == message.Handler && world.Version.KeyOf(other.Stored) == key)
                world.Violate($"two live attempts of the key {key} of {queue.Id}");
            else if (other.Message.Handler == message.Handler && queue.Handler is Cron { Options.Overlap: not Overlap.Allow })
                world.Violate($"two live attempts of {queue.Id}, whose runs may not overlap");
        }
        if (stored is null)
        {
            world.Violate($"message {message.Id} of {queue.Id} was begun, but is not in the store");
            return true;
        }
        if (inOrder && key is not null && queue.Id.Name == "keyed" && message.Attempts == 0
            && world.Witness.OlderOfKey(stored) is { } older)
            world.Violate($"{stored} was begun before {older}, which has the same key");
        _begun.Add(new Begun(step, stored, world.Version));
        return true;
    }

    public void Evaluate()
    {
        if (_begun.Where(begun => begun.Outcome is null && !begun.IsEvaluating).ToList() is { Count: > 0 } waiting)
            Evaluate(world.OneOf(waiting));
    }

    public void End()
    {
        if (_begun.Where(begun => begun.Outcome is not null).ToList() is { Count: > 0 } waiting)
            End(world.OneOf(waiting));
    }

    /// <summary>Evaluates and ends all of them.</summary>
    public void Finish()
    {
        foreach (var begun in _begun.ToList())
        {
            if (begun.Outcome is null)
                Evaluate(begun);
            End(begun);
        }
    }

    private void Evaluate(Begun begun)
    {
        world.Story?.Add($"evaluate {begun.Message.Handler} {begun.Message.Id}");
        begun.IsEvaluating = true;
        begun.Outcome = steps.Evaluate(begun.Step);
    }

    private void End(Begun begun)
    {
        _begun.Remove(begun);
        var (attempt, outcome) = (begun.Step.Attempt, begun.Outcome!);
        if (outcome is Outcome.Completed && !begun.Step.Thread.IsAbandoned)
            world.Witness.Completed[begun.Message.Id] = begun.Version;
        var held = steps.End(begun.Step, outcome);
        world.Story?.Add(
            $"end {begun.Message.Handler} {begun.Message.Id}: {outcome.GetType().Name}{(held ? "" : ", its lease was lost")}");
        if (held && begun.Message.State == MessageState.Ready && attempt.Queue.Pause is not null)
            Grant(begun.Message.Handler);
        if (!held && outcome is Outcome.Completed && world.Bug == PlantedBug.LeaseNotChecked)
        {
            IEnumerable<Change> changes =
                [new MessageSettled(begun.Message, Settlement.Done), .. attempt.Emits.Select(emit => new MessageEnqueued(emit.Message))];
            steps.Commits.Submit(new CommitUnit([.. changes]));
        }
    }

    /// <summary>Checks that the handler may begin an attempt: it is not paused, or a step was granted.</summary>
    public void RequirePermission(HandlerQueue queue)
    {
        if (queue.Pause is null && !world.Witness.IsPaused(queue.Id))
        {
            _granted.Remove(queue.Id);
            return;
        }
        var granted = _granted.GetValueOrDefault(queue.Id);
        if (granted == 0)
            world.Violate($"{queue.Id} is paused, but began an attempt");
        _granted[queue.Id] = granted - 1;
    }

    private sealed class Begun(StepAttempt step, Witnessed stored, SimulatedVersion version)
    {
        public StepAttempt Step { get; } = step;

        public Witnessed Stored => stored;

        /// <summary>The version with which it began, and with which it must end.</summary>
        public SimulatedVersion Version => version;

        public Message Message => Step.Attempt.Target;

        public bool IsEvaluating { get; set; }

        public Outcome? Outcome { get; set; }
    }
}
