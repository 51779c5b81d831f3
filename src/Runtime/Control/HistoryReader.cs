using DarkLang.Runtime.Storage;

namespace DarkLang.Runtime.Control;

/// <summary>Reads the history, newest first.</summary>
internal sealed class HistoryReader(EngineParts parts, MessageSearch search)
{
    // A line is named by its page and its index there, which never change.
    private static readonly (long Page, int Index) End = (long.MaxValue, int.MaxValue);

    public static bool IsCursor(string text) => TryRead(text, out _);

    public Task<HistoryView> List(HistoryRequest request)
    {
        var condition = request.Where is { } where
            ? ConditionRun.OfHistory(parts.Context, where, MessageSearch.MostTime) : null;
        return search.Take(() => List(request, condition));
    }

    /// <summary>Reads the pages one by one; unreadable ones are passed over.</summary>
    public async IAsyncEnumerable<(HistoryPage Page, IReadOnlyList<HistoryLine> Lines)> Pages(bool newestFirst)
    {
        await parts.History.Flush().ConfigureAwait(false);
        IReadOnlyList<HistoryPage> pages;
        lock (parts.Context.Gate)
            pages = parts.History.Pages;
        foreach (var page in newestFirst ? pages.Reverse() : pages)
        {
            if (await parts.Commits.ReadHistory(page).ConfigureAwait(false) is { } lines)
                yield return (page, lines);
        }
    }

    private async Task<HistoryView> List(HistoryRequest request, ConditionRun? condition)
    {
        var before = request.Before is { } text && TryRead(text, out var cursor) ? cursor : End;
        var handler = request.Handler?.ToStored();
        var found = new List<(HistoryLine Line, string At)>();
        await foreach (var (page, lines) in Pages(newestFirst: true).ConfigureAwait(false))
        {
            for (var index = lines.Count - 1; index >= 0 && page.Number <= before.Page && found.Count <= request.Limit; index--)
            {
                if ((page.Number, index).CompareTo(before) < 0 && (handler is null || lines[index].Handler == handler)
                    && (condition is null || condition.Holds(lines[index])))
                    found.Add((lines[index], string.Create(CultureInfo.InvariantCulture, $"{page.Number}.{index}")));
            }
            if (found.Count > request.Limit || condition?.IsOutOfTime == true)
                break;
        }
        var items = found.Take(request.Limit).ToList();
        return new HistoryView(
            [.. items.Select(item => View(item.Line))], found.Count > request.Limit ? items[^1].At : null, parts.History.IsKept,
            condition?.Searched, condition?.IsOutOfTime ?? false, condition?.Failed, condition?.Warnings);
    }

    private HistoryLineView View(HistoryLine line) => new(
        line.Message, HandlerFinder.Shown(parts.Context, line.Handler), line.Outcome, line.FinishedAt, line.Duration, line.Attempts,
        line.Parent, line.Key);

    private static bool TryRead(string text, out (long Page, int Index) cursor)
    {
        cursor = default;
        return text.Split('.') is [var page, var index]
            && long.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out cursor.Page)
            && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out cursor.Index);
    }
}
