using DarkLang.Runtime.Model;

namespace DarkLang.Ledger.Tests;

/// <summary>
/// Checks that each due time runs once, whenever the process dies. The id of a run follows from its due time, so the ids that are there must
/// be those of the last due times, one period apart.
/// </summary>
internal static class CronAudit
{
    /// <summary>Returns one sentence for each thing that is wrong.</summary>
    public static IEnumerable<string> Compare(IReadOnlyList<Guid> runs, IReadOnlyList<Guid> toCome, DateTimeOffset last)
    {
        var all = runs.Concat(toCome).ToHashSet();
        var due = Enumerable.Range(0, all.Count).Select(back => last - back * LedgerCanvas.Period)
            .ToDictionary(slot => MessageIds.OfSlot(LedgerCanvas.Cron, slot));
        if (runs.Count == 0)
            yield return $"cron {LedgerCanvas.Cron} never ran";
        if (runs.Count + toCome.Count - all.Count is > 0 and var twice)
            yield return $"{twice} due times of cron {LedgerCanvas.Cron} took effect more than once";
        foreach (var (id, slot) in due.Where(slot => !all.Contains(slot.Key)))
            yield return $"cron {LedgerCanvas.Cron} has not run for {slot:O}, although it ran for later due times up to {last:O}";
        if (all.Count(id => !due.ContainsKey(id)) is > 0 and var strange)
            yield return $"cron {LedgerCanvas.Cron} has {strange} runs that belong to none of its last {all.Count} due times";
    }
}
