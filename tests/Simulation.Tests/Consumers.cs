using DarkLang.Runtime;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;

namespace DarkLang.Simulation.Tests;

/// <summary>
/// The programs outside that handle the messages of the external worker: they claim, extend, settle, repeat themselves, and forget what
/// they have claimed. Those of one process; the claims of earlier ones are lost.
/// </summary>
internal sealed class Consumers(World world, Engine engine, Attempts attempts, IEnumerable<Guid> lost)
{
    public const string Worker = "outside";

    private readonly List<Held> _held = [];
    private readonly List<(Held Held, Task<SettleReply> Reply, bool IsFirst)> _settling = [];
    private readonly List<Guid> _gone = [.. lost];

    /// <summary>The leases that were given out and not settled.</summary>
    public IEnumerable<Guid> Leases => _held.Select(held => held.Claim.Lease);

    /// <summary>Takes one of their steps.</summary>
    public void Step()
    {
        switch (world.Random.Next(10))
        {
            case < 4: TryClaim(); break;
            case < 7 when _held.Count > 0: Settle(world.OneOf(_held)); break;
            case < 8 when _held.Count > 0: Extend(world.OneOf(_held)); break;
            case < 9 when _settling.Count > 0: Repeat(world.OneOf(_settling).Held); break;
            default: SettleLost(); break;
        }
    }

    /// <summary>Claims what can start, and settles all as done.</summary>
    public bool Work()
    {
        var worked = TryClaim();
        foreach (var held in _held.ToList())
            Settle(held);
        return worked;
    }

    /// <summary>Takes the answers, and checks that they are true.</summary>
    public void Listen()
    {
        foreach (var (held, reply, isFirst) in _settling.Where(settling => settling.Reply.IsCompleted).ToList())
        {
            _settling.RemoveAll(settling => settling.Reply == reply);
            if (reply.IsFaulted)
                Refused(held, reply, isFirst);
            else if (reply.Result.State == MessageState.Done && world.Witness.Find(held.Claim.Message) is { } left)
                world.Violate($"{left} was settled as done, but is still there");
        }
    }

    private bool TryClaim()
    {
        world.Time.Jump(TimeSpan.FromTicks(1));
        var claiming = engine.Control.Ask(Operations.Claim, new(Worker, "consumer", world.Random.Next(1, 3)), CancellationToken.None);
        if (!claiming.IsCompletedSuccessfully)
            return false;
        foreach (var claim in claiming.Result)
            Take(claim);
        return claiming.Result.Count > 0;
    }

    private void Take(ClaimView claim)
    {
        world.Story?.Add($"claim {claim.Message} attempt {claim.Attempt}");
        var queue = engine.Steps.Queues[HandlerId.Worker(Worker)];
        attempts.RequirePermission(queue);
        if (world.Witness.Find(claim.Message) is not { } stored)
        {
            world.Violate($"message {claim.Message} of {queue.Id} was claimed, but is not in the store");
            return;
        }
        foreach (var other in _held.Where(IsLive))
        {
            if (other.Claim.Message == claim.Message)
                world.Violate($"two consumers hold message {claim.Message}");
            else if (world.Version.KeyOf(stored) is { } key && world.Version.KeyOf(other.Stored) == key)
                world.Violate($"two consumers hold messages of the key {key}");
        }
        _held.Add(new Held(claim, stored, world.Version) { LeasedAt = world.Time.GetTimestamp() });
    }

    // A message that a client took out may be with another consumer.
    private bool IsLive(Held held) => !held.Stored.WasTakenOut && world.Time.GetElapsedTime(held.LeasedAt) < held.Claim.Length;

    private void Extend(Held held)
    {
        world.Story?.Add($"extend the lease of {held.Claim.Message}");
        try
        {
            engine.Control.Ask(Operations.Extend, new(held.Claim.Lease), CancellationToken.None);
            held.LeasedAt = world.Time.GetTimestamp();
        }
        catch (ControlException lost) when (lost.Problem == ControlProblem.LeaseLost)
        {
            Lose(held);
        }
    }

    private void Settle(Held held)
    {
        _held.Remove(held);
        var outcome = world.Random.Next(10) switch
        {
            0 => new SettleRequest(held.Claim.Lease, SettleOutcome.Failed, Error: "no"),
            1 => new SettleRequest(held.Claim.Lease, SettleOutcome.Snoozed, Snooze: TimeSpan.FromSeconds(5)),
            _ => new SettleRequest(held.Claim.Lease, SettleOutcome.Done, Emits: Emits(held)),
        };
        world.Story?.Add($"settle {held.Claim.Message} as {outcome.Outcome}");
        held.CompletedBefore = world.Witness.Completed.GetValueOrDefault(held.Claim.Message);
        if (outcome.Outcome == SettleOutcome.Done)
            world.Witness.Completed[held.Claim.Message] = held.Version;
        held.Settled = outcome;
        Ask(held, isFirst: true);
    }

    // The first answer got lost.
    private void Repeat(Held held)
    {
        world.Story?.Add($"settle {held.Claim.Message} again");
        Ask(held, isFirst: false);
    }

    private void Ask(Held held, bool isFirst)
    {
        _settling.Add((held, engine.Control.Ask(Operations.Settle, held.Settled!, CancellationToken.None), isFirst));
        Listen();
    }

    private void SettleLost()
    {
        if (_gone.Count == 0)
            return;
        var lease = world.OneOf(_gone);
        world.Story?.Add($"settle the lost lease {lease}");
        var settling = engine.Control.Ask(Operations.Settle, new(lease, SettleOutcome.Done), CancellationToken.None);
        if (settling.Exception?.InnerException is not ControlException { Problem: ControlProblem.LeaseLost })
            world.Violate($"the lost lease {lease} was settled");
    }

    private void Refused(Held held, Task<SettleReply> reply, bool isFirst)
    {
        if (reply.Exception!.InnerException is not ControlException { Problem: ControlProblem.LeaseLost } || !isFirst)
            world.Violate($"the settle of {held.Claim.Message} was answered with {reply.Exception.InnerException}");
        if (isFirst && held.Settled!.Outcome == SettleOutcome.Done)
            TakeBack(held);
        Lose(held);
    }

    // After the lease was lost, an attempt of another version, in which the worker has code, may have completed.
    private void TakeBack(Held held)
    {
        if (held.CompletedBefore is { } version)
            world.Witness.Completed[held.Claim.Message] = version;
        else
            world.Witness.Completed.Remove(held.Claim.Message);
    }

    private void Lose(Held held)
    {
        _held.Remove(held);
        _gone.Add(held.Claim.Lease);
    }

    /// <summary>The emits of the version with which the message was claimed. One is left out if its once-key is taken.</summary>
    private static List<EmitRequest> Emits(Held held)
    {
        var once = held.Version.EmitsOf(Worker, held.Stored.N)!.Value is var (least, most) && least < most;
        return [new("leaf", held.Claim.Event), new("leaf", held.Claim.Event, OnceKey: once ? held.Stored.K : null)];
    }

    private sealed class Held(ClaimView claim, Witnessed stored, SimulatedVersion version)
    {
        public ClaimView Claim => claim;

        public Witnessed Stored => stored;

        public SimulatedVersion Version => version;

        /// <summary>When the lease was given or extended, in time that has passed.</summary>
        public long LeasedAt { get; set; }

        public SettleRequest? Settled { get; set; }

        /// <summary>The version with which another attempt had completed before it was settled; null if none had.</summary>
        public SimulatedVersion? CompletedBefore { get; set; }
    }
}
