using System.Diagnostics;
using System.Text.Json;
using DarkLang.Runtime.Storage;

namespace DarkLang.Ledger.Tests;

/// <summary>A store whose process is killed again and again, and the ledger of what it acknowledged.</summary>
internal sealed class LedgerRun : IDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dark-ledger-");
    private readonly List<string> _log = [];
    private readonly LedgerSettings _settings;
    private readonly Random _random;
    private readonly Feeder _feeder;
    private readonly int _seeded;
    private readonly int _numbersPerRound;
    private DateTimeOffset _drainedAt;
    private int _rounds;
    private bool _isProven;

    /// <param name="kills">The number of rounds, over which the numbers are spread.</param>
    public LedgerRun(LedgerSettings settings, int kills)
    {
        _settings = settings;
        _random = new Random(settings.Seed);
        _seeded = settings.Messages / 5;
        _numbersPerRound = Math.Max(1, (settings.Messages - _seeded) / (kills + 1));
        _feeder =
            new Feeder(Data, Path.Combine(_folder.FullName, "ledger.txt"), new Random(settings.Seed + 1), _seeded + 1, settings.Messages);
    }

    private string Canvas => Path.Combine(_folder.FullName, "ledger.dark");

    private string Data => Path.Combine(_folder.FullName, "store");

    public Task KillAtRandom(int round) => Round(round, Kill.AtRandom(_random, _numbersPerRound / 20));

    /// <summary>Kills the process at one of its first passes of a step. Returns false if the store never came to that step.</summary>
    public Task<bool> KillAtStep(int round, CrashStep step) => Round(round, new Kill.AtStep(step, _random.Next(1, PassesOf(step) + 1)));

    /// <summary>Emits the remaining numbers to a process that is not killed, and runs the queues empty.</summary>
    public async Task Drain(int round)
    {
        File.WriteAllText(Canvas, LedgerCanvas.Text(_seeded, round));
        using (var canvas = CanvasProcess.Start(Canvas, Data, null))
        {
            if (!canvas.WaitUntilItListens())
                await canvas.ExpectEnd(mayStop: false);
            await _feeder.Feed(round, _settings.Messages, canvas);
            canvas.Kill();
        }
        _drainedAt = TimeProvider.System.GetUtcNow();
        // Exit code 1 means that there were dead letters.
        (await DarkBinary.Run("", "run", Canvas, "--once", "--data", Data)).Expect(0, 1);
        _rounds = round;
    }

    /// <summary>Lists the effects and compares them with the ledger.</summary>
    public async Task ExpectExactlyOnce()
    {
        var status = JsonDocument.Parse((await DarkBinary.Run("", "status", "--json", "--data", Data)).Expect()).RootElement;
        var effects = await LedgerEffects.Read(Data);
        string[] wrong =
        [
            .. Audit.Compare(
                [new Entry(1, _seeded, 0, Acknowledged: true), .. _feeder.Entries],
                [.. effects.Counted, .. effects.Deaths.Select(death => death.Number)]),
            .. CronAudit.Compare(effects.Ticks, effects.TicksToCome, effects.LastTick),
            .. AlertAudit.Compare(_rounds, effects.Reports, effects.Deaths, _feeder.Entries, _drainedAt),
            .. status.GetProperty("damage").EnumerateArray().Select(d => $"the store is damaged: {d.GetString()}"),
            .. status.GetProperty("workers").EnumerateArray().SelectMany(LeftOver),
            .. Totals(status, effects),
        ];
        if (wrong.Length > 0)
            Assert.Fail(string.Join('\n', [
                .. wrong,
                $"DARK_LEDGER_SEED={_settings.Seed} DARK_LEDGER_MESSAGES={_settings.Messages} DARK_LEDGER_ROUNDS={_settings.Rounds}",
                .. _log,
                $"the store and the ledger are kept in {_folder.FullName}"]));
        _log.Add(
            $"{effects.Counted.Count} numbers took effect, {effects.Deaths.Count} died, "
            + $"{effects.Reports.Count} reports of {_rounds} alerts contained {effects.Reports.Sum(report => report.Dead)} dead letters, "
            + $"the cron ran {effects.Ticks.Count} times");
        _isProven = true;
    }

    /// <summary>Describes each round and how much of it was acknowledged.</summary>
    public string Story() => string.Join('\n', _log);

    public void Dispose()
    {
        if (_isProven)
            _folder.Delete(recursive: true);
    }

    private async Task<bool> Round(int round, Kill kill)
    {
        _feeder.Begin();
        File.WriteAllText(Canvas, LedgerCanvas.Text(_seeded, round));
        using var canvas = CanvasProcess.Start(Canvas, Data, kill);
        var feeding = Task.Run(async () =>
        {
            if (canvas.WaitUntilItListens())
                await _feeder.Feed(round, _numbersPerRound, canvas);
        });
        Wait(canvas, kill, feeding, () => _feeder.Acknowledged);
        canvas.Kill();
        await feeding;
        var wasKilled = await canvas.ExpectEnd(mayStop: kill is Kill.AtStep);
        _log.Add(
            $"round {round}: {(wasKilled ? "" : "not reached: ")}{kill}; "
            + $"{_feeder.Acknowledged} messages acknowledged, {_feeder.InDoubt} in doubt");
        return wasKilled;
    }

    /// <summary>Returns how often even a short life passes the step. Creating a store and a checkpoint happen once.</summary>
    private int PassesOf(CrashStep step) => step switch
    {
        CrashStep.CommitBegun or CrashStep.TransactionClosed or CrashStep.LogWritten or CrashStep.LogSynced => _settings.IsLong ? 12 : 5,
        CrashStep.DataPageWritten => 3,
        _ => 1,
    };

    /// <summary>Waits for the moment of the kill, or for the end of the process.</summary>
    private static void Wait(CanvasProcess canvas, Kill kill, Task feeding, Func<int> acknowledged)
    {
        switch (kill)
        {
            case Kill.AfterTime after:
                canvas.WaitForEnd(after.Time);
                break;
            case Kill.AfterAcknowledging after:
                while (acknowledged() < after.Messages && !feeding.IsCompleted && !canvas.WaitForEnd(Glance))
                {
                }
                canvas.WaitForEnd(after.Then);
                break;
            case Kill.AtStep:
                while (!feeding.IsCompleted && !canvas.WaitForEnd(Glance))
                {
                }
                if (!canvas.WaitForEnd(Settling))
                    canvas.AskToStop();
                canvas.WaitForEnd(StopTimeout);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static IEnumerable<string> LeftOver(JsonElement worker) =>
        from state in new[] { "ready", "delayed", "running", "retrying", "waitingForCode", "dead" }
        let count = worker.GetProperty(state).GetInt64()
        where count > 0 && (worker.GetProperty("name").GetString(), state) is not (LedgerCanvas.Doomed, "dead")
        select $"worker {worker.GetProperty("name").GetString()} still has {count} messages in the state {state}";

    /// <summary>Checks that the totals, which are stored separately, agree with the messages.</summary>
    private static IEnumerable<string> Totals(JsonElement status, LedgerEffects effects)
    {
        (string Handlers, string Name, string Total, int There)[] totals =
        [
            ("workers", LedgerCanvas.Count, "done", effects.Counted.Count),
            ("workers", LedgerCanvas.Doomed, "deadInAll", effects.Deaths.Count),
            ("crons", LedgerCanvas.Cron, "done", effects.Ticks.Count),
            ("crons", "seed", "done", 1),
        ];
        return from total in totals
               let said = Total(status.GetProperty(total.Handlers), total.Name, total.Total)
               where said != total.There
               select $"{total.Name} counts {said} messages as {total.Total}, but there are {total.There}";
    }

    private static long Total(JsonElement handlers, string name, string total) =>
        handlers.EnumerateArray().Single(h => h.GetProperty("name").GetString() == name).GetProperty(total).GetInt64();
}
