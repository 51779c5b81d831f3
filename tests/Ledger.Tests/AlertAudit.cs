using DarkLang.Runtime.Alerts;

namespace DarkLang.Ledger.Tests;

/// <summary>
/// Checks that each alert that was there when a message died reports the dead letter once. A report names the period it covers: each period
/// must start where the previous one ended, and the report must contain everything that died in it.
/// </summary>
internal static class AlertAudit
{
    // A report is made a little after the end of the period it covers.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <summary>Returns one sentence for each thing that is wrong.</summary>
    /// <param name="rounds">The number of rounds; each added an alert.</param>
    /// <param name="lastStart">The last start of the canvas, which made every report that was due by then.</param>
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

    /// <param name="its">The deaths of messages that were emitted while the alert existed.</param>
    private static IEnumerable<string> Compare(
        string alert, List<LedgerReport> reports, IReadOnlyList<LedgerDeath> deaths, List<LedgerDeath> its, DateTimeOffset lastStart)
    {
        foreach (var report in reports)
        {
            if (deaths.Count(death => death.At > report.Since && death.At <= report.Until) is var died && died != report.Dead)
                yield return $"{alert} reported {report.Dead} dead letters from {report.Since:O} to {report.Until:O}, but there were {died}";
        }
        foreach (var (before, next) in reports.Zip(reports.Skip(1)))
        {
            if (next.Since != before.Until)
                yield return $"{alert} reported up to {before.Until:O}, and then from {next.Since:O}";
            if (next.Until - before.Until + Slack < AlertTimes.ReportInterval)
                yield return $"{alert} reported at {before.Until:O}, and too soon again at {next.Until:O}";
        }
        if (reports.Count > 0 && its.Count(death => death.At <= reports[0].Since) is > 0 and var early)
            yield return $"{alert} reported nothing before {reports[0].Since:O}, "
                + $"but {early} messages that were emitted while it existed had died by then";
        var isDue = reports.Count == 0 || reports[^1].Until + AlertTimes.ReportInterval + Slack < lastStart;
        if (isDue && its.Count(death => reports.Count == 0 || death.At > reports[^1].Until) is > 0 and var unreported)
            yield return $"{alert} has not reported {unreported} dead letters";
    }
}
