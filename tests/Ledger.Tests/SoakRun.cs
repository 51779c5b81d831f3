using DarkLang.Runtime.Control;

namespace DarkLang.Ledger.Tests;

/// <summary>
/// The real binary under a steady load for a long time, tidied up once an interval as its people would: what it promised must be there at the end,
/// and what it takes must not grow. How fast it is on a busy machine is told, and not judged.
/// </summary>
internal sealed class SoakRun(SoakSettings settings, Action<string> tell)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    // So often nothing waits and yet something is missing: it will not come any more.
    private const int MostQuietLooks = 200;

    // So many looks without an end of the waiting: hours on no machine that runs at all.
    private const int MostLooks = 20_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dark-soak-");
    private readonly List<SoakRow> _rows = [];
    private IReadOnlyList<SoakCount> _counts = [];

    public SoakPromise Emitted { get; private set; }

    /// <summary>Gives a sentence for each thing that is wrong.</summary>
    public async Task<IReadOnlyList<string>> Run()
    {
        var canvas = Path.Combine(_folder.FullName, "soak.dark");
        await File.WriteAllTextAsync(canvas, SoakCanvas.Text);
        var (process, control) = await SoakProcess.Start(canvas, Path.Combine(_folder.FullName, "store"));
        using var _ = process;
        await using var __ = control;
        var feeder = new SoakFeeder(control, settings.Rate, process.ExpectRunning);
        string[] wrong;
        try
        {
            wrong = [.. await Watch(process, control, feeder), .. SoakTrend.Growth(_rows)];
        }
        finally
        {
            Emitted = feeder.All;
            tell(SoakSummary.Of(feeder.Elapsed, Emitted, _counts, _rows));
        }
        await process.Stop();
        if (wrong.Length == 0)
            _folder.Delete(recursive: true);
        return [.. wrong, .. wrong.Length > 0 ? [$"the store stays in {_folder.FullName}"] : Array.Empty<string>()];
    }

    private async Task<IReadOnlyList<string>> Watch(SoakProcess process, IControlClient control, SoakFeeder feeder)
    {
        var tidying = new SoakTidying(control, process.ExpectRunning);
        tell(SoakRow.Header);
        for (var time = settings.Interval; time <= settings.Time; time += settings.Interval)
        {
            var before = feeder.All;
            if (settings.Held > TimeSpan.Zero)
                await Hold(process, feeder);
            await feeder.FeedUntil(time);
            await tidying.Tidy();
            var audit = await Audit(process, control, feeder, tidying);
            _rows.Add(process.Look(_rows.Count + 1, feeder.All - before, audit.Waiting, feeder.TakeTimes()));
            tell(_rows[^1].ToString());
        }
        return await RunDry(() => Audit(process, control, feeder, tidying), tidying);
    }

    private async Task Hold(SoakProcess process, SoakFeeder feeder)
    {
        feeder.Patience = settings.Held / 4;
        await process.Hold(() => feeder.FeedUntil(feeder.Elapsed + settings.Held), settings.Held);
        feeder.Patience = Timeout.InfiniteTimeSpan;
        await feeder.FeedUntil(feeder.Elapsed + settings.Held);
    }

    /// <summary>The crons go on meanwhile: between two of their runs there is a moment at which all that was promised is there.</summary>
    private async Task<IReadOnlyList<string>> RunDry(Func<Task<SoakAudit>> look, SoakTidying tidying)
    {
        using var timer = new PeriodicTimer(Glance);
        for (int looks = 1, quiet = 0; ; looks++)
        {
            await tidying.Tidy();
            var audit = await look();
            _counts = audit.Counts;
            quiet += audit.Waiting == 0 ? 1 : 0;
            var wrong = audit.Wrong.ToList();
            if (wrong.Count == 0 || quiet == MostQuietLooks || looks == MostLooks)
                return wrong;
            await timer.WaitForNextTickAsync();
        }
    }

    private static async Task<SoakAudit> Audit(SoakProcess process, IControlClient control, SoakFeeder feeder, SoakTidying tidying)
    {
        while (true)
        {
            try
            {
                return new SoakAudit(await control.Status(CancellationToken.None), feeder.To, tidying.Dead, tidying.ForNobody);
            }
            catch (ControlException fault) when (fault.Problem == ControlProblem.NoRuntime)
            {
                // It was patient already, and asks again as long as the process is there.
                await process.ExpectRunning();
            }
        }
    }
}
