using DarkLang.Runtime.Attempts;
using DarkLang.Runtime.Execution;
using DarkLang.Runtime.Queues;

namespace DarkLang.Runtime.Control;

/// <summary>Claims, extends and settles messages of external workers for the consumers that handle them.</summary>
internal sealed class ClaimCommands(Engine engine, EngineParts parts)
{
    private readonly EngineContext _context = parts.Context;
    private readonly Consumers _consumers = parts.Consumers;

    /// <summary>Claims messages. Waits for one if none can start; returns none when the time has passed.</summary>
    public async Task<IReadOnlyList<ClaimView>> Claim(ClaimRequest request, CancellationToken cancellation)
    {
        var waiter = Join(request);
        try
        {
            await waiter.Claims.WaitAsync(request.Wait ?? TimeSpan.Zero, _context.Time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // It may have got some at the last moment.
        }
        catch (OperationCanceledException)
        {
            Leave(waiter, isGone: true);
            throw;
        }
        var claims = Leave(waiter, cancellation.IsCancellationRequested);
        cancellation.ThrowIfCancellationRequested();
        return [.. claims.Select(Open).OfType<ClaimView>()];
    }

    public LeaseView Extend(Guid lease)
    {
        lock (_context.Gate)
        {
            var claim = Find(lease);
            _consumers.Extend(claim);
            return new LeaseView(claim.Until, claim.Length);
        }
    }

    /// <summary>Settles a claimed message. A settle that is repeated gets the answer of the first one.</summary>
    public async Task<SettleReply> Settle(SettleRequest request)
    {
        if (FindSettled(request.Lease, out var handler) is { } known)
            return await known.ConfigureAwait(false);
        // Outside the lock: a request may be large.
        var settling = Settling.Read(request, handler!, _context);
        Task<SettleReply>? reply;
        while (!TrySettle(request.Lease, settling, out reply, out var pending))
            await pending.ConfigureAwait(false);
        return await reply.ConfigureAwait(false);
    }

    private Consumers.Waiter Join(ClaimRequest request)
    {
        lock (_context.Gate)
        {
            EnsureOpen();
            if (engine.State == EngineState.Draining)
                throw new ControlException(ControlProblem.NoRuntime, "the canvas is stopping and gives out no messages: claim again later");
            var queue = HandlerFinder.Get(_context, HandlerId.Worker(request.Worker));
            if (!queue.IsExternal)
                throw new ControlException(
                    ControlProblem.Refused,
                    $"the canvas handles the messages of worker {request.Worker} itself: only a worker with `external: true` has messages "
                    + "to claim");
            if (!_consumers.HasRoom)
                throw new ControlException(
                    ControlProblem.Refused, $"{Consumers.MostWaiting} consumers wait for messages already, which is the limit");
            return _consumers.Join(queue, request.Consumer, request.Max);
        }
    }

    /// <param name="isGone">Whether the client would not read what it got.</param>
    private IReadOnlyList<Claim> Leave(Consumers.Waiter waiter, bool isGone)
    {
        lock (_context.Gate)
        {
            var claims = _consumers.Leave(waiter);
            if (isGone)
                _consumers.Return(claims);
            return claims;
        }
    }

    /// <summary>Returns what the consumer has to know. Returns null if the event can't be handled, which ends the attempt.</summary>
    private ClaimView? Open(Claim claim)
    {
        var attempt = claim.Attempt;
        var outcome = AttemptEvaluation.Run(attempt, parts.Commits, CancellationToken.None);
        lock (_context.Gate)
        {
            if (_consumers.Find(claim.Lease) is null)
                return null;
            if (outcome is Outcome.Incomplete)
                return new ClaimView(
                    claim.Lease, attempt.Target.Id, attempt.Target.Handler.Name, attempt.Number,
                    ValueJson.Write(ValueEncoding.Decode(attempt.Input!), indented: false), attempt.Target.EmittedAt, claim.Until,
                    claim.Length);
            _consumers.End(claim, outcome);
            return null;
        }
    }

    /// <summary>Returns the answer to the settle of a lease; null and the handler if the lease is still held.</summary>
    private Task<SettleReply>? FindSettled(Guid lease, out Handler? handler)
    {
        lock (_context.Gate)
        {
            EnsureOpen();
            var state = _consumers.FindSettled(lease, out var message);
            handler = state is null ? Find(lease).Attempt.Handler : null;
            return state is null ? null : Reply(message, state);
        }
    }

    /// <summary>Returns false if an emit under one of its once-keys is pending: this one repeats it only if that is stored.</summary>
    private bool TrySettle(
        Guid lease, Settling settling, [NotNullWhen(true)] out Task<SettleReply>? reply, [NotNullWhen(false)] out Task? pending)
    {
        lock (_context.Gate)
        {
            (reply, pending) = (null, null);
            if (_consumers.FindSettled(lease, out var message) is { } settled)
            {
                reply = Reply(message, settled);
                return true;
            }
            var claim = Find(lease);
            pending = settling.PendingEmit(_context)?.WhenEnded(parts.Commits.Continuations);
            if (pending is not null)
                return false;
            settling.Apply(claim.Attempt);
            reply = Reply(claim.Attempt.Target.Id, _consumers.Settle(claim, settling.Outcome));
            return true;
        }
    }

    private Claim Find(Guid lease) => _consumers.Find(lease) ?? throw new ControlException(
        ControlProblem.LeaseLost,
        $"the lease {lease} is not held: it has passed, its message was removed, or the canvas was started again since; stop working on "
        + "the message, because another consumer may handle it");

    private void EnsureOpen()
    {
        if (engine.State == EngineState.Stopped)
            throw new ControlException(ControlProblem.NoRuntime, "this canvas is not running: start it with `dark run`");
    }

    private static async Task<SettleReply> Reply(Guid message, Task<MessageState> state) =>
        new(message, await state.ConfigureAwait(false));
}
