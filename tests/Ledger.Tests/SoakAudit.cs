using DarkLang.Runtime.Control;

namespace DarkLang.Ledger.Tests;

/// <summary>Compares the acknowledged messages with the counts and lists of the canvas.</summary>
/// <param name="foundDead">The number of different dead letters that were listed.</param>
/// <param name="foundForNobody">The number of different messages without a worker that were listed.</param>
internal sealed class SoakAudit(StatusView status, Func<string, SoakPromise> promisedTo, long foundDead, long foundForNobody)
{
    public long Waiting { get; } =
        status.Workers.Sum(worker => worker.Ready + worker.Delayed + worker.Running + worker.Retrying + worker.WaitingForCode)
            + status.Crons.Sum(cron => cron.Running);

    public IReadOnlyList<SoakCount> Counts { get; } = [.. OfCrons(status), .. OfWorkers(status, promisedTo, foundDead, foundForNobody)];

    /// <summary>One sentence for each thing that is wrong now.</summary>
    public IEnumerable<string> Wrong =>
    [
        .. Counts.Where(count => !count.IsRight).Select(count => count.ToString()),
        .. Waiting > 0 ? [$"{Waiting} messages still wait"] : Array.Empty<string>(),
        .. status.Damage.Select(damage => $"the store is damaged: {damage}"),
    ];

    private static IEnumerable<SoakCount> OfCrons(StatusView status) =>
        status.Crons.Select(
            cron => SoakCount.Exactly($"runs of cron {cron.Name} until {cron.LastFired:O}", cron.Done + cron.Skipped, Slots(status, cron)));

    private static IEnumerable<SoakCount> OfWorkers(
        StatusView status, Func<string, SoakPromise> promisedTo, long foundDead, long foundForNobody)
    {
        var workers = status.Workers.ToDictionary(worker => worker.Name);
        var often = status.Crons.Single(cron => cron.Name == SoakCanvas.Often);
        var (work, flaky, doomed) = (workers[SoakCanvas.Work], workers[SoakCanvas.Flaky], workers[SoakCanvas.Doomed]);
        return
        [
            SoakCount.Of("done by work", work.Done, promisedTo(SoakCanvas.Work)),
            SoakCount.Of("done by flaky", flaky.Done, promisedTo(SoakCanvas.Flaky)),
            SoakCount.Exactly("done by count", workers[SoakCanvas.Count].Done, work.Done + flaky.Done + often.Done),
            SoakCount.Of("dead of doomed", doomed.DeadInAll, promisedTo(SoakCanvas.Doomed)),
            SoakCount.Exactly(
                "dead of the others",
                workers.Values.Sum(worker => worker.DeadInAll) - doomed.DeadInAll + status.Crons.Sum(cron => cron.DeadInAll), 0),
            SoakCount.Exactly("dead letters listed", foundDead, doomed.DeadInAll),
            SoakCount.Of("for nobody", foundForNobody, promisedTo(SoakCanvas.Nobody)),
        ];
    }

    // The first due time is the start of the canvas, and all others follow from it.
    private static long Slots(StatusView status, CronView cron)
    {
        var period = cron.Name == SoakCanvas.Often ? SoakCanvas.OftenEvery : SoakCanvas.MinuteEvery;
        return cron.LastFired is { } last ? (long)Math.Ceiling((last - status.StartedAt!.Value) / period) + 1 : 0;
    }
}
