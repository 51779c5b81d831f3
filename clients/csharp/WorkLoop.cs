using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace DarkLang.Client;

/// <summary>Claims messages of one worker, runs the handler on them, extends their leases meanwhile and settles them.</summary>
internal sealed class WorkLoop(
    DarkClient dark, string worker, Func<Job, CancellationToken, Task<object?>> handler, int concurrency, string consumer)
{
    private const int MostPerClaim = 100;

    /// <summary>How long one claim waits for a message; the canvas allows 60 seconds.</summary>
    private static readonly TimeSpan ClaimWait = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Guid, Job> _held = new();
    private readonly List<Task> _running = [];

    public async Task Run()
    {
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var extending = dark.Time.CreateTimer(_ => ExtendAll(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(200));
        var pause = new RetryPause(dark.Time, dark.Warn);
        try
        {
            while (!dark.Stopping.IsCancellationRequested)
            {
                _running.RemoveAll(task => task.IsCompletedSuccessfully);
                if (_running.Count >= concurrency)
                    await (await Task.WhenAny(_running).ConfigureAwait(false)).ConfigureAwait(false);
                else
                    await ClaimSome(pause).ConfigureAwait(false);
            }
        }
        finally
        {
            await Task.WhenAll(_running).ConfigureAwait(false);
        }
    }

    private async Task ClaimSome(RetryPause pause)
    {
        var request = new ClaimRequest(
            worker, consumer, Math.Min(MostPerClaim, concurrency - _running.Count), ClaimWait.TotalMilliseconds);
        try
        {
            var claims = await dark.Ask<IReadOnlyList<Claim>>(HttpMethod.Post, "claim", request, ClaimWait * 2, dark.Stopping)
                .ConfigureAwait(false);
            pause.Reset();
            _running.AddRange(claims.Select(claim => Task.Run(() => Handle(claim))));
        }
        catch (OperationCanceledException) when (dark.Stopping.IsCancellationRequested)
        {
            // The canvas gives no messages to a claim that has ended.
        }
        catch (DarkException problem) when (problem.Problem is not ("bad-request" or "unauthorized"))
        {
            await pause.Wait($"worker {worker}: {problem.Message}", dark.Stopping).ConfigureAwait(false);
        }
    }

    private async Task Handle(Claim claim)
    {
        using var job = new Job(claim, dark.Time);
        _held[job.Lease] = job;
        try
        {
            await Settle(job, await Outcome(job).ConfigureAwait(false)).ConfigureAwait(false);
        }
        finally
        {
            _held.TryRemove(job.Lease, out _);
        }
    }

    /// <summary>Runs the handler. Returns how it ended, in the words of the canvas.</summary>
    private async Task<SettleRequest> Outcome(Job job)
    {
        try
        {
            var result = JsonSerializer.SerializeToElement(await handler(job, job.Lost).ConfigureAwait(false), DarkClient.Json);
            return new SettleRequest(job.Lease, "done", result, Emits: job.Emits);
        }
        catch (SnoozeException snooze)
        {
            return new SettleRequest(job.Lease, "snoozed", SnoozeMs: snooze.Wait.TotalMilliseconds);
        }
        catch (DiscardException discard)
        {
            return new SettleRequest(job.Lease, "discarded", Error: discard.Message);
        }
        catch (Exception fault)
        {
            // Whatever the handler throws is its failure.
            var stack = fault.ToString();
            job.Log("error", "the handler failed", new { stack = stack[..Math.Min(stack.Length, 4_000)] });
            return new SettleRequest(job.Lease, "failed", Error: $"{fault.GetType().Name}: {fault.Message}");
        }
    }

    /// <summary>Settles until the canvas has answered. Repeating is safe: the first settle of a lease decides.</summary>
    private async Task Settle(Job job, SettleRequest outcome)
    {
        var pause = new RetryPause(dark.Time, dark.Warn);
        while (true)
        {
            try
            {
                var settle = outcome with { Log = job.Lines };
                await dark.Ask<JsonElement>(HttpMethod.Post, "settle", settle, TimeSpan.FromMinutes(2), CancellationToken.None)
                    .ConfigureAwait(false);
                return;
            }
            catch (UnreachableException problem) when (job.SinceExtension <= job.LeaseLength)
            {
                await pause.Wait($"settling message {job.Message}: {problem.Message}", CancellationToken.None).ConfigureAwait(false);
            }
            catch (DarkException problem)
            {
                dark.Warn($"message {job.Message} of worker {worker} was not settled: {problem.Message}");
                if (problem is UnreachableException || problem.Problem == "lease-lost" || outcome.Outcome == "failed")
                    return;
                // The canvas does not take what the handler emits, returns or logs.
                job.DropLog();
                outcome = new SettleRequest(job.Lease, "failed", Error: problem.Message);
            }
        }
    }

    // Extends each lease when a third of it has passed.
    private void ExtendAll()
    {
        foreach (var job in _held.Values.Where(job => job.TryBeginExtension()))
            _ = Extend(job);
    }

    private async Task Extend(Job job)
    {
        var askedAt = dark.Time.GetTimestamp();
        var timeout = TimeSpan.FromSeconds(Math.Max(1, job.LeaseLength.TotalSeconds / 3));
        try
        {
            await dark.Ask<JsonElement>(HttpMethod.Post, "extend", new LeaseRequest(job.Lease), timeout, CancellationToken.None)
                .ConfigureAwait(false);
            job.ExtendedAt(askedAt);
        }
        catch (DarkException problem)
        {
            // Until the lease has passed, the next round tries again.
            if (problem.Problem == "lease-lost" && _held.ContainsKey(job.Lease))
                job.Lose();
        }
        finally
        {
            job.EndExtension();
        }
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        dark.Stop();
    }
}
