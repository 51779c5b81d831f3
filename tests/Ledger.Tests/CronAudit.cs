using DarkLang.Runtime.Queues;

namespace DarkLang.Ledger.Tests;

/// <summary>
/// Each due time runs once, whenever the process dies. Ids of runs follow from their due times: so those that are there must be those of the last due times, one
/// period from each other.
/// </summary>
internal static class CronAudit
{
    /// <summary>One sentence for each thing that is wrong; none when all is well.</summary>
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
            yield return $"cron {LedgerCanvas.Cron} has not run for {slot:O}, and for {last:O} and others before it";
        if (all.Count(id => !due.ContainsKey(id)) is > 0 and var strange)
            yield return $"cron {LedgerCanvas.Cron} has {strange} runs that are for none of its last {all.Count} due times";
    }
}
