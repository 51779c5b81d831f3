namespace DarkLang.Runtime.Model;

/// <summary>How much a trace keeps of each kind of entry. Nobody reads longer traces. Entries beyond the limits are only counted.</summary>
internal static class TraceLimits
{
    public const int MaxEntries = 1_000;

    private const long MaxBytes = 1024 * 1024;

    /// <summary>Returns the first entries, as many as fit.</summary>
    public static IReadOnlyList<TEntry> Truncate<TSource, TEntry>(
        IEnumerable<TSource> all, Func<TSource, TEntry> entry, Func<TEntry, int> size)
    {
        var kept = new List<TEntry>();
        var bytes = 0L;
        foreach (var source in all.Take(MaxEntries))
        {
            var next = entry(source);
            bytes += size(next);
            if (bytes > MaxBytes)
                break;
            kept.Add(next);
        }
        return kept;
    }
}
