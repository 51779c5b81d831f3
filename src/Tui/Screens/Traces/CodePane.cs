namespace DarkLang.Tui.Screens.Traces;

/// <summary>The source of a run, and beside each line the values of its expressions.</summary>
internal sealed class CodePane(RecordedRun run, TraceSourceView view, TraceLocation selected)
{
    private const int Gutter = 8;

    /// <summary>A narrower screen has no room for values beside the source.</summary>
    private const int RoomForValues = 60;

    /// <summary>Returns exactly that many lines, around the selected one.</summary>
    public IEnumerable<ScreenLine> Lines(int width, int height)
    {
        var left = width < RoomForValues ? width : Left(width);
        var lines = new List<ScreenLine>();
        var middle = 0;
        for (var i = 0; i < view.Rows.Count; i++)
        {
            if (i > 0 && view.Rows[i].Item != view.Rows[i - 1].Item)
                lines.Add(ScreenLine.Of($"      ┄ {DisplayText.PrintableLine(view.Rows[i].Item.Source.Path)}", Tone.Faint));
            if (i == view.SelectedRow)
                middle = lines.Count;
            var row = new TraceRow(TracePart.Code, i).Text;
            var source = new ScreenLine([.. Source(view.Rows[i], i == view.SelectedRow, left)], Row: row);
            lines.Add(left == width ? source : new ScreenLine(
                [.. source.Fit(left).Pieces, new Piece(" │ ", Tone.Faint), .. Values(view.Rows[i], width - left - 3)], Row: row));
            if (left == width && i == view.SelectedRow)
                lines.Add(new ScreenLine([new Piece("      = ", Tone.Faint), .. Values(view.Rows[i], width - Gutter)], Row: row));
        }
        return Pane.Around(lines, height, middle);
    }

    private int Left(int width)
    {
        var longest = view.Rows.Select(row => row.Item.Source.Line(row.Line).Length).DefaultIfEmpty(0).Max();
        return Math.Clamp(longest + Gutter, width * 2 / 5, width / 2);
    }

    /// <summary>Returns the number and the text of a line, scrolled so that the marked part is visible.</summary>
    public IEnumerable<Piece> Source(SourceRow row, bool isSelected, int width)
    {
        var marked = row.Holds(selected) || selected.At is { } at && row.Item.Holds(at) ? Marked(row) : null;
        var failing = run.Failing?.At is { } failed && row.Item.Holds(failed) ? failed.Span : default(Span?);
        var sign = row.Failing is not null ? "✗" : isSelected ? "▶" : " ";
        return
        [
            new Piece(
                string.Create(CultureInfo.InvariantCulture, $"{sign}{row.Line,4} │ "), row.Failing is not null ? Tone.Bad : Tone.Faint),
            .. Scrolled(row.Item.Text.Line(row.Line, marked, failing), Offset(row, marked, width - Gutter)),
        ];
    }

    private Span? Marked(SourceRow row)
    {
        if (selected.At is { } at)
            return row.Item.Holds(at) ? at.Span : null;
        // Of a lambda, only its parameters are marked.
        var head = selected.Call.At;
        var arrow = head.Source.Text.IndexOf("->", head.Span.Start, head.Span.Length, StringComparison.Ordinal);
        return head.Source[head.Span] is ['\\', ..] && arrow > 0 ? Span.FromBounds(head.Span.Start, arrow + 2) : head.Span;
    }

    private static int Offset(SourceRow row, Span? marked, int room)
    {
        var start = row.Item.Source.LineStart(row.Line);
        var length = row.Item.Source.Line(row.Line).Length;
        if (marked is not { } mark || mark.Start < start || mark.Start > start + length || length <= room)
            return 0;
        return Math.Max(0, Math.Min(mark.Start - start - 2, Math.Min(mark.End - start, length) - room + 2));
    }

    private static IEnumerable<Piece> Scrolled(IReadOnlyList<Piece> pieces, int offset)
    {
        if (offset == 0)
            return pieces;
        var shown = new List<Piece> { new("…", Tone.Faint) };
        foreach (var piece in pieces)
        {
            if (offset < piece.Text.Length)
                shown.Add(piece with { Text = piece.Text[offset..] });
            offset = Math.Max(0, offset - piece.Text.Length);
        }
        return shown;
    }

    /// <summary>Returns the values of the expressions of a line.</summary>
    public IEnumerable<Piece> Values(SourceRow row, int room)
    {
        foreach (var head in row.Heads)
        {
            if (Picker(run, head.Call) is { } picker)
                yield return picker;
        }
        if (row.Failing is not null)
            yield return new Piece($"✗ {DisplayText.PrintableLine(Why(run.Outcome))}", Tone.Bad);
        else if (row.Left is { } left)
            yield return new Piece(Left(left), Tone.Bad);
        else if (row.Holds(selected))
            yield return selected.At is null ? Arguments(selected.Call, room, isMarked: true) : Result(selected, room, isMarked: true);
        else if (row.Ends is [var first, ..])
        {
            yield return Result(first, room, isMarked: false);
            foreach (var other in row.Ends.Skip(1).Where(other => other.At!.Value.Start.Line != row.Line && other.Value is not null))
                yield return new Piece($"  ⇒ {Short(other.Value!.Value, room)}", Tone.Faint);
        }
        else if (row.Heads is [.., var head])
            yield return Arguments(head.Call, room, isMarked: false);
    }

    private static string Left(CallRecord call) => call.Iteration is { Count: > 1 } iteration
        ? string.Create(CultureInfo.InvariantCulture, $"✗ in iteration {iteration.Index + 1}, the last that ran")
        : $"✗ in {DisplayText.PrintableLine(NameOf(call))}";

    private static Piece Result(TraceLocation location, int room, bool isMarked) => location switch
    {
        { Value: { } value } => new Piece(Short(value, room), isMarked ? Tone.Strong : Tone.Plain, isMarked),
        { Call.IsCut: true } => new Piece("not recorded", Tone.Warning, isMarked),
        _ => new Piece("not reached", Tone.Faint, isMarked),
    };

    private Piece Arguments(CallRecord call, int room, bool isMarked) => call switch
    {
        { Arguments: [] } when call == run.Root => new Piece("No input parameters", Tone.Faint, isMarked),
        { Arguments: [] } => new Piece("no arguments", Tone.Faint, isMarked),
        { Arguments: var all } => new Piece(
            string.Join("  ", all.Select(argument => $"{DisplayText.PrintableLine(argument.Name)} = {Short(argument.Value, room)}")),
            isMarked ? Tone.Strong : Tone.Plain, isMarked),
    };

    /// <summary>Shows which iteration is selected, and whether it ended the run; null outside loops.</summary>
    public static Piece? Picker(RecordedRun run, CallRecord call) => call.Iteration is { Count: > 1 } iteration
        ? new Piece(
            $"‹{iteration.Index + 1}/{iteration.Count}{(run.EndedEarly(call) ? "✗" : "")}› ",
            run.EndedEarly(call) ? Tone.Bad : Tone.Warning)
        : null;

    /// <summary>Returns a short name: a lambda is named by its parameters.</summary>
    public static string NameOf(CallRecord call) => call.Function.StartsWith("lambda in ", StringComparison.Ordinal)
        ? $"\\{string.Join(' ', call.Arguments.Select(argument => argument.Name))}"
        : call.Function;

    public static string Why(Outcome outcome) => outcome switch
    {
        Outcome.Failed failed => failed.Error.Message,
        Outcome.Snoozed snoozed => $"snoozed for {DisplayTime.Duration(snoozed.Wait)}",
        Outcome.Incomplete => "no code written yet",
        Outcome.Cancelled => "the replay took too long and was stopped here",
        _ => "completed",
    };

    private static string Short(Value value, int room) => DisplayText.PrintableLine(ValueDisplay.Short(value, Math.Max(8, room)));
}
