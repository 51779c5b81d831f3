using DarkLang.Runtime.Alerts;

namespace DarkLang.Ledger.Tests;

/// <summary>
/// Each dead letter is told once by each alert that was there when it died. A report says from when to when it tells: each must begin where the one before ended
/// and tell of all that died in between.
/// </summary>
internal static class AlertAudit
{
    // When a report is made lies a little behind the time up to which it tells.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <summary>One sentence for each thing that is wrong; none when all is well.</summary>
    /// <param name="rounds">An alert came with each.</param>
    /// <param name="lastStart">When the canvas was started for the last time; a report that was due then has been made.</param>
    public static IEnumerable<string> Compare(
        int rounds,
        IReadOnlyList<LedgerReport> reports,
        IReadOnlyList<LedgerDeath> deaths,
        IReadOnlyList<Entry> entries,
        DateTimeOffset lastStart)
    {
        var roundOf = entries.Where(entry => entry.IsDoomed).ToDictionary(entry => entry.From, entry => entry.Round);
        return Enumerable.Range(1, rounds).SelectMany(round => Compare(
            LedgerCanvas.Alert(round),
            [.. reports.Where(report => report.Alert == LedgerCanvas.Alert(round)).OrderBy(report => report.Since)
                .ThenBy(report => report.Until)],
            deaths,
            [.. deaths.Where(death => roundOf.GetValueOrDefault(death.Number) >= round)],
            lastStart));
    }

    /// <param name="its">Those of messages that were emitted when the alert was there.</param>
    private static IEnumerable<string> Compare(
        string alert, List<LedgerReport> reports, IReadOnlyList<LedgerDeath> deaths, List<LedgerDeath> its, DateTimeOffset lastStart)
    {
        foreach (var report in reports)
        {
            if (deaths.Count(death => death.At > report.Since && death.At <= report.Until) is var died && died != report.Dead)
                yield return $"{alert} told of {report.Dead} dead letters from {report.Since:O} to {report.Until:O}, and there were {died}";
        }
        foreach (var (before, next) in reports.Zip(reports.Skip(1)))
        {
            if (next.Since != before.Until)
                yield return $"{alert} told up to {before.Until:O}, and then from {next.Since:O}";
            if (next.Until - before.Until + Slack < AlertTimes.Every)
                yield return $"{alert} told at {before.Until:O} and soon after it at {next.Until:O}";
        }
        if (reports.Count > 0 && its.Count(death => death.At <= reports[0].Since) is > 0 and var early)
            yield return $"{alert} told of nothing before {reports[0].Since:O}, and {early} messages that came when it was there had died by then";
        var isDue = reports.Count == 0 || reports[^1].Until + AlertTimes.Every + Slack < lastStart;
        if (isDue && its.Count(death => reports.Count == 0 || death.At > reports[^1].Until) is > 0 and var untold)
            yield return $"{alert} has not told of {untold} dead letters";
    }
}
