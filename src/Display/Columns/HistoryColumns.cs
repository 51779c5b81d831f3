using DarkLang.Display.Tables;

namespace DarkLang.Display.Columns;

/// <summary>The columns of messages that have ended.</summary>
public static class HistoryColumns
{
    private const int LongestKey = 200;

    public static IReadOnlyList<Column<HistoryLineView>> All { get; } =
    [
        Column.Text<HistoryLineView>("MESSAGE", 3, line => DisplayText.ShortId(line.Message), tone: Tone.Faint),
        Column.Text<HistoryLineView>("HANDLER", 1, line => HandlerText.Short(line.Handler), shortest: 10),
        new("OUTCOME", (line, _) => StateText.Message(line.Outcome)) { Widest = 7 },
        Column.Past<HistoryLineView>("FINISHED", 0, line => line.FinishedAt),
        Column.Duration<HistoryLineView>("DURATION", 2, line => line.Duration),
        Column.Count<HistoryLineView>("ATTEMPTS", 4, line => line.Attempts),
        Column.Text<HistoryLineView>("KEY", 5, line => line.Key, shortest: 8, longest: LongestKey),
        Column.Text<HistoryLineView>("PARENT", 6, line => line.Parent is { } parent ? DisplayText.ShortId(parent) : null),
    ];
}
