using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;

namespace DarkLang.Ledger.Tests;

/// <summary>
/// The real binary under a steady load for a long time, tidied up once an interval as its people would: what it promised must be there at the end,
/// and what it takes must not grow.
/// </summary>
internal sealed class SoakRun(SoakSettings settings, Action<string> tell)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dark-soak-");
    private readonly List<SoakRow> _rows = [];
    private long _removedDead;
    private long _removedForNobody;

    /// <summary>Gives a sentence for each thing that is wrong.</summary>
    public async Task<IReadOnlyList<string>> Run()
    {
        var canvas = Path.Combine(_folder.FullName, "soak.dark");
        await File.WriteAllTextAsync(canvas, SoakCanvas.Text);
        var (process, control) = await SoakProcess.Start(canvas, Path.Combine(_folder.FullName, "store"));
        using var _ = process;
        await using var __ = control;
        var feeder = new SoakFeeder(control, settings.Rate);
        tell(SoakRow.Header);
        for (var time = settings.Interval; time <= settings.Time; time += settings.Interval)
        {
            var before = feeder.Acknowledged;
            await feeder.FeedUntil(time);
            await TidyUp(control);
            var (emits, ends) = feeder.TakeTimes();
            var row = process.Look(_rows.Count + 1, feeder.Acknowledged - before, Waiting(await control.Status(CancellationToken.None)), emits, ends);
            _rows.Add(row);
            tell(row.ToString());
        }
        string[] wrong = [.. await RunDry(control, feeder), .. SoakTrend.Growth(_rows)];
        await process.Stop();
        if (wrong.Length == 0)
            _folder.Delete(recursive: true);
        return [.. wrong, .. wrong.Length > 0 ? [$"the store stays in {_folder.FullName}"] : Array.Empty<string>()];
    }

    private async Task TidyUp(IControlClient control)
    {
        _removedDead += await control.Remove(new MessageSelection("dead", All: true), CancellationToken.None);
        _removedForNobody += await control.Remove(new MessageSelection("404", Handler: HandlerId.Worker(SoakCanvas.Nobody)), CancellationToken.None);
    }

    /// <summary>The crons go on meanwhile: between two of their runs there is a moment at which all that was promised is there.</summary>
    private async Task<IReadOnlyList<string>> RunDry(IControlClient control, SoakFeeder feeder)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var began = (await control.Status(CancellationToken.None)).Now;
        while (true)
        {
            await TidyUp(control);
            var status = await control.Status(CancellationToken.None);
            var lost = Lost(status, feeder).ToList();
            if (lost.Count == 0 || status.Now - began > Patience)
                return lost;
            await timer.WaitForNextTickAsync();
        }
    }

    private static long Waiting(StatusView status) =>
        status.Workers.Sum(worker => worker.Ready + worker.Delayed + worker.Running + worker.Retrying + worker.WaitingForCode) + status.Crons.Sum(cron => cron.Running);

    private IEnumerable<string> Lost(StatusView status, SoakFeeder feeder)
    {
        var workers = status.Workers.ToDictionary(worker => worker.Name);
        var often = status.Crons.Single(cron => cron.Name == SoakCanvas.Often);
        foreach (var cron in status.Crons)
        {
            if (cron.Done != Slots(status, cron))
                yield return $"cron {cron.Name} ran {cron.Done} times from {status.StartedAt:O} to {cron.LastFired:O}, and was due {Slots(status, cron)} times";
        }
        (string What, long Found, long Promised)[] counts =
        [
            ("done by work", workers[SoakCanvas.Work].Done, feeder.To(SoakCanvas.Work)),
            ("done by flaky", workers[SoakCanvas.Flaky].Done, feeder.To(SoakCanvas.Flaky)),
            ("done by count", workers[SoakCanvas.Count].Done, feeder.To(SoakCanvas.Work) + feeder.To(SoakCanvas.Flaky) + often.Done),
            ("dead", workers.Values.Sum(worker => worker.Died), feeder.To(SoakCanvas.Doomed)),
            ("dead and removed", _removedDead, feeder.To(SoakCanvas.Doomed)),
            ("for nobody and removed", _removedForNobody, feeder.To(SoakCanvas.Nobody)),
        ];
        foreach (var (what, found, promised) in counts.Where(count => count.Found != count.Promised))
            yield return $"{found} messages are {what}, and {promised} were promised";
        if (Waiting(status) is > 0 and var waiting)
            yield return $"{waiting} messages still wait";
        foreach (var damage in status.Damage)
            yield return $"the store is damaged: {damage}";
    }

    // The first due time is that of the start, and all others follow from it.
    private static long Slots(StatusView status, CronView cron)
    {
        var period = cron.Name == SoakCanvas.Often ? SoakCanvas.OftenEvery : SoakCanvas.MinuteEvery;
        var sinceStart = cron.LastFired!.Value - status.StartedAt!.Value;
        return (long)Math.Ceiling(sinceStart / period) + 1;
    }
}
