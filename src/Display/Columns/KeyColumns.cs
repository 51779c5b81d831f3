using DarkLang.Display.Tables;

namespace DarkLang.Display.Columns;

/// <summary>The columns of once-keys that a worker remembers.</summary>
public static class KeyColumns
{
    private const int LongestKey = 200;

    public static IReadOnlyList<Column<OnceKeyView>> All { get; } =
    [
        Column.Text<OnceKeyView>("KEY", 0, key => key.Key, shortest: 10, longest: LongestKey),
        Column.Text<OnceKeyView>("FROM", 4, key => key.Dedupe ? "dedupe" : "emit"),
        Column.Text<OnceKeyView>("MESSAGE", 1, key => key.Message is { } id ? DisplayText.ShortId(id) : null, tone: Tone.Faint),
        Column.Past<OnceKeyView>("EMITTED", 2, key => key.EmittedAt),
        Column.Coming<OnceKeyView>("FREE AGAIN", 3, key => key.Until),
    ];
}
