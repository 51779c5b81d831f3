namespace DarkLang.Runtime.Model;

/// <summary>What a trace keeps of each kind of entry: more makes a trace nobody reads. What is left out is counted.</summary>
internal static class TraceLimits
{
    public const int Entries = 1_000;

    private const long Bytes = 1024 * 1024;

    /// <summary>The first entries, as many as fit.</summary>
    public static IReadOnlyList<TEntry> Limit<TSource, TEntry>(
        IEnumerable<TSource> all, Func<TSource, TEntry> entry, Func<TEntry, int> size)
    {
        var kept = new List<TEntry>();
        var bytes = 0L;
        foreach (var source in all.Take(Entries))
        {
            var next = entry(source);
            bytes += size(next);
            if (bytes > Bytes)
                break;
            kept.Add(next);
        }
        return kept;
    }
}
