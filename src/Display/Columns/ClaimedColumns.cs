using DarkLang.Display.Tables;

namespace DarkLang.Display.Columns;

/// <summary>The columns of claimed messages: those that programs outside the canvas handle.</summary>
public static class ClaimedColumns
{
    public static IReadOnlyList<Column<ClaimedView>> All { get; } =
    [
        Column.Text<ClaimedView>("CLAIMED BY", 0, claimed => claimed.Consumer, shortest: 12, longest: 60),
        Column.Text<ClaimedView>("MESSAGE", 2, claimed => DisplayText.ShortId(claimed.Message), tone: Tone.Faint),
        Column.Count<ClaimedView>("ATTEMPT", 3, claimed => claimed.Attempt),
        Column.Past<ClaimedView>("SINCE", 0, claimed => claimed.Since),
        Column.Coming<ClaimedView>("LEASE UNTIL", 1, claimed => claimed.Until),
    ];
}
