using DarkLang.Display;

namespace DarkLang.Tui.Layout;

/// <summary>Lines in a part of the screen: the stretch that fits, and two parts side by side.</summary>
internal static class Pane
{
    private const int RoomForTwo = 100;
    private const int RoomForDetail = 6;

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

    /// <summary>Rows, and the selected one in full: beside them where there is room, or else below.</summary>
    /// <param name="rows">The rows in a width.</param>
    public static IEnumerable<ScreenLine> WithDetail(
        Func<int, IReadOnlyList<ScreenLine>> rows, IReadOnlyList<ScreenLine> detail, int width, int room)
    {
        if (width >= RoomForTwo)
        {
            var left = width * 3 / 5;
            return Beside(Around(rows(left), room), Around([.. detail.SelectMany(line => line.Wrapped(width - left - 3))], room, 0), left);
        }
        if (room < RoomForDetail)
            return Around(rows(width), room);
        IReadOnlyList<ScreenLine> wrapped = [.. detail.SelectMany(line => line.Wrapped(width))];
        var below = Math.Min(room / 2, wrapped.Count + 1);
        return [.. Around(rows(width), room - below), Rule("selected", width), .. Around(wrapped, below - 1, 0)];
    }

    /// <summary>As many lines as both have at most; a selected line on the left is marked there alone.</summary>
    public static IEnumerable<ScreenLine> Beside(IEnumerable<ScreenLine> left, IEnumerable<ScreenLine> right, int leftWidth) =>
        left.Zip(right, (one, other) => new ScreenLine(
        [
            .. one.Fit(leftWidth).Pieces.Select(piece => piece with { IsMarked = piece.IsMarked || one.IsSelected }),
            new Piece(" │ ", Tone.Faint),
            .. other.Pieces,
        ], Row: one.Row));

    /// <param name="right">A word at the right end, where there is room.</param>
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
