namespace DarkLang.Tui.Layout;

/// <summary>Fits lines into a part of the screen, and puts two parts side by side.</summary>
internal static class Pane
{
    private const int RoomForTwo = 100;
    private const int RoomForDetail = 6;
    private const string MoreLines = "more lines";

    /// <summary>Returns the lines around the selected one, in exactly that height; the lines left out are counted.</summary>
    public static IEnumerable<ScreenLine> Around(IReadOnlyList<ScreenLine> lines, int room) =>
        Around(lines, room, lines.Select((line, i) => line.IsSelected ? i : 0).Append(0).Max());

    /// <param name="middle">The index of a line that stays visible.</param>
    public static IEnumerable<ScreenLine> Around(IReadOnlyList<ScreenLine> lines, int room, int middle)
    {
        if (lines.Count <= room)
            return lines.Concat(Enumerable.Repeat(ScreenLine.Empty, room - lines.Count));
        if (room <= 0)
            return [];
        var first = Math.Clamp(middle - (room / 2), 0, lines.Count - room);
        var shown = lines.Skip(first).Take(room).ToList();
        if (first > 0)
            shown[0] = ScreenLine.Of($"  ↑ {first + 1} {MoreLines}", Tone.Faint);
        var below = lines.Count - first - room;
        if (below > 0)
            shown[^1] = ScreenLine.Of($"  ↓ {below + 1} {MoreLines}", Tone.Faint);
        return shown;
    }

    /// <summary>Returns rows and the detail of the selected one, beside them if there is room, else below.</summary>
    /// <param name="rows">Lays the rows out for a width.</param>
    /// <param name="detail">Lays the detail out for a width.</param>
    /// <param name="from">How many lines of the detail are scrolled away.</param>
    public static IEnumerable<ScreenLine> WithDetail(
        Func<int, IReadOnlyList<ScreenLine>> rows, Func<int, IReadOnlyList<ScreenLine>> detail, int width, int room, int from = 0)
    {
        if (width >= RoomForTwo)
        {
            var left = width * 3 / 5;
            return SideBySide(Around(rows(left), room), Scrolled(detail(width - left - 3), room, from), left);
        }
        if (room < RoomForDetail)
            return Around(rows(width), room);
        var wrapped = detail(width);
        var below = Math.Min(room / 2, wrapped.Count + 1);
        return [.. Around(rows(width), room - below), Rule("selected", width), .. Scrolled(wrapped, below - 1, from)];
    }

    /// <summary>Returns the lines from one on; the keys that show the others stand where lines are left out.</summary>
    private static List<ScreenLine> Scrolled(IReadOnlyList<ScreenLine> lines, int room, int from)
    {
        var shown = Around(lines, room, Math.Clamp(from, 0, Math.Max(0, lines.Count - room)) + (room / 2)).ToList();
        if (lines.Count <= room || room <= 0)
            return shown;
        foreach (var (at, key) in ((int, string)[])[(0, "K"), (shown.Count - 1, "J")])
        {
            if (shown[at].Text.EndsWith(MoreLines, StringComparison.Ordinal))
                shown[at] = ScreenLine.Of($"{shown[at].Text}: {key}", Tone.Faint);
        }
        return shown;
    }

    public static IReadOnlyList<ScreenLine> Wrapped(IReadOnlyList<ScreenLine> lines, int width) =>
        [.. lines.SelectMany(line => line.Wrapped(width))];

    /// <summary>Joins the lines of both sides; the mark of a selected line covers only the left side.</summary>
    private static IEnumerable<ScreenLine> SideBySide(IEnumerable<ScreenLine> left, IEnumerable<ScreenLine> right, int leftWidth) =>
        left.Zip(right, (one, other) => new ScreenLine(
        [
            .. one.Fit(leftWidth).Pieces.Select(piece => piece with { IsMarked = piece.IsMarked || one.IsSelected }),
            new Piece(" │ ", Tone.Faint),
            .. other.Pieces,
        ], Row: one.Row));

    /// <param name="right">A text at the right end, if there is room.</param>
    public static ScreenLine Rule(string title, int width, string right = "")
    {
        var end = right is "" || TextFit.Width(title) + TextFit.Width(right) + 8 > width ? "" : $" {right} ─";
        return new(
        [
            new Piece($"─ {title} ", Tone.Strong),
            new Piece(new string('─', Math.Max(0, width - TextFit.Width(title) - 3 - TextFit.Width(end))), Tone.Faint),
            new Piece(end, Tone.Strong),
        ]);
    }
}
