namespace DarkLang.Cli.Repl.Editing;

/// <summary>A place in the history while a line is edited; its end is the line itself.</summary>
/// <param name="Entries">Oldest first.</param>
/// <param name="Draft">What was typed before walking away from it.</param>
internal sealed record HistoryWalk(IReadOnlyList<string> Entries, int Index, string Draft)
{
    public static HistoryWalk From(IReadOnlyList<string> entries) => new(entries, entries.Count, "");

    public string Text => Index == Entries.Count ? Draft : Entries[Index];

    /// <summary>Null at the oldest.</summary>
    public HistoryWalk? Older(string text) =>
        Index == 0 ? null : this with { Index = Index - 1, Draft = Index == Entries.Count ? text : Draft };

    /// <summary>Null at the line itself.</summary>
    public HistoryWalk? Newer() => Index == Entries.Count ? null : this with { Index = Index + 1 };

    /// <summary>The nearest entry before a place that holds the text; null when there is none.</summary>
    public int? Find(string text, int before)
    {
        for (var i = Math.Min(before, Entries.Count) - 1; i >= 0; i--)
        {
            if (Entries[i].Contains(text, StringComparison.OrdinalIgnoreCase))
                return i;
        }
        return null;
    }
}
