namespace DarkLang.Tui.Screens.Traces;

/// <summary>Renders a value as a tree, or two values side by side.</summary>
internal static class ValuePane
{
    /// <summary>A narrower half has no room for values side by side.</summary>
    private const int LeastHalf = 24;

    public static IReadOnlyList<ScreenLine> Lines(IReadOnlyList<TreeRow> rows, int selected, bool isFocused, bool isCompared, int width) =>
        [.. rows.SelectMany(
            (row, i) => (isCompared ? Compared(row, i == selected && isFocused, width) : [Line(row, i == selected && isFocused, width)])
            .Select(line => line with { Row = new TraceRow(TracePart.Value, i).Text }))];

    private static ScreenLine Line(TreeRow row, bool isSelected, int width)
    {
        var head = Head(row);
        return new ScreenLine([.. head, new Piece(Text(row, row.Value, Room(head, width)), ToneOf(row.Value))], isSelected);
    }

    /// <summary>The old and the new value: on one line if they are equal or fit.</summary>
    private static IEnumerable<ScreenLine> Compared(TreeRow row, bool isSelected, int width)
    {
        var head = Head(row);
        var room = Room(head, width);
        if (!row.Differs
            || (row.IsOpen && row.Value is not null && row.Old is not null && Text(row, row.Value, room) == Text(row, row.Old, room)))
            return [new ScreenLine([.. head, new Piece(Text(row, row.Value, room), ToneOf(row.Value)), .. row.Differs
                ? [new Piece("  ≠", Tone.Warning)]
                : Array.Empty<Piece>()], isSelected)];
        // If only one run has a value, its parts are shown alone.
        if (row.Depth > 0 && (row.Old is null || row.Value is null))
            return [new ScreenLine([.. head, row.Old is null
                ? new Piece("+ " + Text(row, row.Value, room - 2), Tone.Good)
                : new Piece("- " + Text(row, row.Old, room - 2), Tone.Bad)], isSelected)];
        var half = (room - 3) / 2;
        if (half >= LeastHalf)
            return [new ScreenLine([
                .. head,
                new Piece(TextFit.Fit("- " + Text(row, row.Old, half - 2), half), Tone.Bad),
                new Piece(" │ ", Tone.Faint),
                new Piece("+ " + Text(row, row.Value, half - 2), Tone.Good)], isSelected)];
        var indent = new Piece(new string(' ', (row.Depth * 2) + 2));
        return
        [
            new ScreenLine([.. head, new Piece("- " + Text(row, row.Old, room - 2), Tone.Bad)], isSelected),
            new ScreenLine([indent, new Piece("+ " + Text(row, row.Value, room - 2), Tone.Good)]),
        ];
    }

    private static int Room(IReadOnlyList<Piece> head, int width) => Math.Max(8, width - head.Sum(piece => TextFit.Width(piece.Text)));

    private static IReadOnlyList<Piece> Head(TreeRow row) =>
    [
        new($"{new string(' ', row.Depth * 2)}{(row.HasParts ? row.IsOpen ? "▾ " : "▸ " : "  ")}", Tone.Faint),
        new(row.Label.Length == 0 ? "" : $"{DisplayText.PrintableLine(row.Label)}: ", Tone.Strong),
    ];

    private static string Text(TreeRow row, Value? value, int room) => (row.Hidden, value) switch
    {
        ( > 0, _) => $"… {DisplayText.Count(row.Hidden)} more",
        (_, { } known) => DisplayText.PrintableLine(ValueTree.Summary(known, row.IsOpen, room)),
        _ => "no value",
    };

    private static Tone ToneOf(Value? value) => value is { } known ? ToneOf(known.Kind) : Tone.Faint;

    private static Tone ToneOf(ValueKind kind) => kind switch
    {
        ValueKind.String or ValueKind.Char or ValueKind.Int or ValueKind.Float or ValueKind.Decimal or ValueKind.Bool or ValueKind.Date
            or ValueKind.Uuid => Tone.Literal,
        ValueKind.Null => Tone.Faint,
        ValueKind.List or ValueKind.Tuple or ValueKind.Dict or ValueKind.Option or ValueKind.Result or ValueKind.Function
            or ValueKind.Bytes or ValueKind.Password => Tone.Plain,
    };
}
