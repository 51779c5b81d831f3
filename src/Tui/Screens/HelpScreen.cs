using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens;

/// <summary>The keys, from their one table, and what the signs and the columns mean.</summary>
internal static class HelpScreen
{
    public static IEnumerable<ScreenLine> Render(Place place, int width) =>
    [
        .. Keys.In(place).SelectMany(entry => KeyLines(entry, width)),
        ScreenLine.Of(" ○ ok ✗ failed ⧖ timed out ● running", Tone.Faint),
        ScreenLine.Of(" WAIT: waiting for newer code; DEAD: failed for good; OLDEST: age of the oldest ready message", Tone.Faint),
    ];

    /// <summary>A sentence that is too long goes on in a second line.</summary>
    private static IEnumerable<ScreenLine> KeyLines(KeyEntry entry, int width)
    {
        var head = new Piece($" {Words.Fit(entry.Shown, 5)}", Tone.Strong);
        var room = width - Words.Width(head.Text);
        if (Words.Width(entry.Does) <= room)
            return [new ScreenLine([head, new Piece(entry.Does)])];
        var end = entry.Does.LastIndexOf(' ', room);
        return [new ScreenLine([head, new Piece(entry.Does[..end])]), ScreenLine.Of(new string(' ', 6) + entry.Does[(end + 1)..])];
    }
}
