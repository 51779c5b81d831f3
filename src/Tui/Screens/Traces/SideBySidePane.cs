namespace DarkLang.Tui.Screens.Traces;

/// <summary>Two runs line by line: the code of both, and beside each line its old and its new value.</summary>
internal sealed class SideBySidePane(
    RecordingMatch match, RecordedRun old, TraceSourceView oldView, TraceLocation? oldSelected, RecordedRun now, TraceSourceView newView,
    TraceLocation selected)
{
    private const int RoomForColumns = 100;

    private readonly CodePane _old = new(old, oldView, oldSelected ?? new TraceLocation(old.Root));
    private readonly CodePane _now = new(now, newView, selected);

    public IEnumerable<ScreenLine> Lines(int width, int height)
    {
        var lines = new List<ScreenLine>();
        var middle = 0;
        foreach (var name in newView.Rows.Concat(oldView.Rows).Select(row => row.Item.Name).Distinct())
        {
            if (lines.Count > 0)
                lines.Add(ScreenLine.Of($"      ┄ {DisplayText.PrintableLine(name)}", Tone.Faint));
            foreach (var (was, row) in Pairs(Of(oldView, name), Of(newView, name)))
            {
                if (row is not null && row == newView.Rows[newView.SelectedRow])
                    middle = lines.Count;
                var clicked = row is null ? null : new TraceRow(TracePart.Code, newView.Rows.IndexOf(row)).Text;
                var rendered = width >= RoomForColumns ? [InColumns(was, row, width)] : Below(was, row, width);
                lines.AddRange(rendered.Select(line => line with { Row = clicked }));
            }
        }
        return Pane.Around(lines, height, middle);
    }

    /// <summary>Pairs the equal lines of two versions of a function; any other line stands alone.</summary>
    private static IEnumerable<(SourceRow? Old, SourceRow? New)> Pairs(List<SourceRow> old, List<SourceRow> now) =>
        LineDiff.Pairs([.. old.Select(TextOf)], [.. now.Select(TextOf)])
            .Select(pair => (pair.Old is { } i ? old[i] : null, pair.New is { } j ? now[j] : null));

    private static string TextOf(SourceRow row) => row.Item.Source.Line(row.Line).TrimEnd().ToString();

    private static List<SourceRow> Of(TraceSourceView view, string name) => view.Rows.FindAll(row => row.Item.Name == name);

    private ScreenLine InColumns(SourceRow? was, SourceRow? row, int width)
    {
        var code = width * 2 / 5;
        var half = (width - code - 6) / 2;
        var differs = Differ(was, row, half);
        return new ScreenLine(
        [
            .. new ScreenLine([.. Code(was, row, code)]).Fit(code).Pieces,
            new Piece(differs ? " ≠ " : " │ ", differs ? Tone.Warning : Tone.Faint),
            .. new ScreenLine(OldValues(was, row, half, differs ? Tone.Bad : Tone.Faint)).Fit(half).Pieces,
            new Piece(" │ ", Tone.Faint),
            .. Values(_now, row, half, differs ? Tone.Good : Tone.Faint),
        ]);
    }

    /// <summary>A narrow screen has the values that differ below their line.</summary>
    private IEnumerable<ScreenLine> Below(SourceRow? was, SourceRow? row, int width)
    {
        yield return new ScreenLine([.. Code(was, row, width)]);
        if (!Differ(was, row, width))
            yield break;
        // Why a new line had no value before stands at the old line, if anywhere.
        if (was is not null || MainOf(row) is { At: { } at } main && match.SidesOfNew(main.Call, at).Old.Value is not null)
            yield return new ScreenLine([new Piece("        - ", Tone.Bad), .. OldValues(was, row, width - 10, Tone.Bad)]);
        if (row is not null)
            yield return new ScreenLine([new Piece("        + ", Tone.Good), .. Values(_now, row, width - 10, Tone.Good)]);
    }

    private List<Piece> Code(SourceRow? was, SourceRow? row, int width) => row is not null
        ? Signed(_now.Source(row, row == newView.Rows[newView.SelectedRow], width), was is null ? "+" : "", Tone.Good)
        : Signed(_old.Source(was!, isSelected: false, width), "-", Tone.Bad);

    /// <summary>The sign of a line that only one version has replaces the pointer.</summary>
    private static List<Piece> Signed(IEnumerable<Piece> line, string sign, Tone tone)
    {
        var pieces = line.ToList();
        return sign.Length == 0 ? pieces : [new Piece(sign, tone), new Piece(pieces[0].Text[1..], tone), .. pieces.Skip(1)];
    }

    /// <summary>Values get the colour of their side, but for the marked one.</summary>
    private static List<Piece> Values(CodePane pane, SourceRow? row, int room, Tone tone) =>
        row is null ? [] : [.. pane.Values(row, room).Select(piece => piece.IsMarked ? piece : piece with { Tone = tone })];

    /// <summary>Beside a new line stands what the old run has for its expression.</summary>
    private List<Piece> OldValues(SourceRow? was, SourceRow? row, int room, Tone tone)
    {
        if (was is { Ends: [_, ..] } or { Heads: [_, ..] } or { Failing: not null } or { Left: not null } || MainOf(row) is not { } main)
            return Values(_old, was, room, tone);
        var side = main.At is { } at ? match.SidesOfNew(main.Call, at).Old
            : match.OldOf(main.Call) is null ? new ValueSide(ValueState.NotThere)
            : default(ValueSide?);
        return side is null ? [] : [new Piece(TextOf(side.Value, room), tone)];
    }

    private static string TextOf(ValueSide side, int room) => side.Value is { } value
        ? DisplayText.PrintableLine(ValueDisplay.Short(value, Math.Max(8, room)))
        : ValueStateText.Of(side.State, isOld: true);

    private static TraceLocation? MainOf(SourceRow? row) => row switch
    {
        { Ends: [var end, ..] } => end,
        { Heads: [.., var head] } => head,
        _ => null,
    };

    private bool Differ(SourceRow? was, SourceRow? row, int room)
    {
        // A line of one version only differs if its expression has another value in the other version, wherever that stands now.
        if (was is null && MainOf(row) is { At: { } newPlace } added)
            return match.SidesOfNew(added.Call, newPlace) is var sides && sides.Old != sides.New;
        if (row is null && MainOf(was) is { At: { } oldPlace } removed)
            return match.SidesOfOld(removed.Call, oldPlace) is var sides && sides.Old != sides.New;
        return was is { Ends: [{ Value: { } before }, ..], Failing: null, Left: null }
            && row is { Ends: [{ Value: { } after }, ..], Failing: null, Left: null }
            ? !ValueEquality.AreEqual(before, after)
            : string.Concat(OldValues(was, row, room, Tone.Plain).Select(piece => piece.Text))
                != string.Concat(Values(_now, row, room, Tone.Plain).Select(piece => piece.Text));
    }
}
