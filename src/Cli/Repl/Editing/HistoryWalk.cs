namespace DarkLang.Cli.Repl.Editing;

/// <summary>A position in the history while a line is edited; the last position is the line itself.</summary>
/// <param name="Entries">Oldest first.</param>
/// <param name="Draft">The text of the line itself.</param>
internal sealed record HistoryWalk(IReadOnlyList<string> Entries, int Index, string Draft)
{
    public static HistoryWalk From(IReadOnlyList<string> entries) => new(entries, entries.Count, "");

    public string Text => Index == Entries.Count ? Draft : Entries[Index];

    /// <summary>Returns null at the oldest entry.</summary>
    public HistoryWalk? Older(string text) =>
        Index == 0 ? null : this with { Index = Index - 1, Draft = Index == Entries.Count ? text : Draft };

    /// <summary>Returns null at the line itself.</summary>
    public HistoryWalk? Newer() => Index == Entries.Count ? null : this with { Index = Index + 1 };

    /// <summary>Returns the index of the nearest entry before a position that contains a text; null if there is none.</summary>
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
