namespace DarkLang.Tui.Layout;

/// <summary>Lines in a part of the screen: the stretch that fits, and two parts side by side.</summary>
internal static class Pane
{
    /// <summary>The part of the lines with the selected one in it, in exactly that height; what is left out is counted.</summary>
    public static IEnumerable<ScreenLine> Around(IReadOnlyList<ScreenLine> lines, int room) =>
        Around(lines, room, lines.Select((line, i) => line.IsSelected ? i : 0).Append(0).Max());

    /// <param name="middle">The line to be seen.</param>
    public static IEnumerable<ScreenLine> Around(IReadOnlyList<ScreenLine> lines, int room, int middle)
    {
        if (lines.Count <= room)
            return lines.Concat(Enumerable.Repeat(ScreenLine.Empty, room - lines.Count));
        if (room <= 0)
            return [];
        var first = Math.Clamp(middle - (room / 2), 0, lines.Count - room);
        var shown = lines.Skip(first).Take(room).ToList();
        if (first > 0)
            shown[0] = ScreenLine.Of($"  ↑ {first + 1} more lines", Tone.Faint);
        var below = lines.Count - first - room;
        if (below > 0)
            shown[^1] = ScreenLine.Of($"  ↓ {below + 1} more lines", Tone.Faint);
        return shown;
    }

    /// <summary>As many lines as both have at most; a selected line on the left is marked there alone.</summary>
    public static IEnumerable<ScreenLine> Beside(IEnumerable<ScreenLine> left, IEnumerable<ScreenLine> right, int leftWidth) =>
        left.Zip(right, (one, other) => new ScreenLine(
        [
            .. one.Fit(leftWidth).Pieces.Select(piece => piece with { IsMarked = piece.IsMarked || one.IsSelected }),
            new Piece(" │ ", Tone.Faint),
            .. other.Pieces,
        ]));

    public static ScreenLine Rule(string title, int width) =>
        new([new Piece($"─ {title} ", Tone.Strong), new Piece(new string('─', Math.Max(0, width - Words.Width(title) - 3)), Tone.Faint)]);
}
