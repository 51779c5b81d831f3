using DarkLang.Runtime.Control;

namespace DarkLang.Ledger.Tests;

/// <summary>
/// Runs the real binary under a steady load for a long time, and tidies it up once per interval as its operators would. What it acknowledged
/// must have taken effect at the end, and its memory and files must not grow. Its speed is reported but not checked.
/// </summary>
internal sealed class SoakRun(SoakSettings settings, Action<string> report)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    // If something is still missing after this many looks at which nothing waits, it is lost.
    private const int MaxQuietLooks = 200;

    // The limit for queues that never run empty.
    private const int MaxLooks = 20_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dark-soak-");
    private readonly List<SoakRow> _rows = [];
    private IReadOnlyList<SoakCount> _counts = [];

    public SoakPromise Emitted { get; private set; }

    /// <summary>Runs the soak and returns one sentence for each thing that is wrong.</summary>
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
            report(SoakSummary.Of(feeder.Elapsed, Emitted, _counts, _rows));
        }
        await process.Stop();
        if (wrong.Length == 0)
            _folder.Delete(recursive: true);
        return [.. wrong, .. wrong.Length > 0 ? [$"the store is kept in {_folder.FullName}"] : Array.Empty<string>()];
    }

    private async Task<IReadOnlyList<string>> Watch(SoakProcess process, IControlClient control, SoakFeeder feeder)
    {
        var tidying = new SoakTidying(control, process.ExpectRunning);
        report(SoakRow.Header);
        for (var time = settings.Interval; time <= settings.Time; time += settings.Interval)
        {
            var before = feeder.All;
            if (settings.Held > TimeSpan.Zero)
                await Hold(process, feeder);
            await feeder.FeedUntil(time);
            await tidying.Tidy();
            var audit = await Audit(process, control, feeder, tidying);
            _rows.Add(process.Look(_rows.Count + 1, feeder.All - before, audit.Waiting, feeder.TakeTimes()));
            report(_rows[^1].ToString());
        }
        return await RunDry(() => Audit(process, control, feeder, tidying), tidying);
    }

    private async Task Hold(SoakProcess process, SoakFeeder feeder)
    {
        feeder.AnswerTimeout = settings.Held / 4;
        await process.Hold(() => feeder.FeedUntil(feeder.Elapsed + settings.Held), settings.Held);
        feeder.AnswerTimeout = Timeout.InfiniteTimeSpan;
        await feeder.FeedUntil(feeder.Elapsed + settings.Held);
    }

    /// <summary>
    /// Waits until everything acknowledged has taken effect. The crons continue meanwhile, so this holds only at moments between two of their
    /// runs.
    /// </summary>
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
            if (wrong.Count == 0 || quiet == MaxQuietLooks || looks == MaxLooks)
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
                return new SoakAudit(
                    await control.Ask(Operations.Status, CancellationToken.None), feeder.To, tidying.Dead, tidying.ForNobody);
            }
            catch (ControlException fault) when (fault.Problem == ControlProblem.NoRuntime)
            {
                // The client has waited already. It asks again as long as the process runs.
                await process.ExpectRunning();
            }
        }
    }
}
