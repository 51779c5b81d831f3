namespace DarkLang.Tui.Screens.Traces;

/// <summary>A row of the call tree: a call, a loop with all its calls, or the calls of a loop that are not listed.</summary>
internal sealed record CallRow(int Depth, CallRecord? Call, CallGroup? Loop, bool HasParts, bool IsOpen, int Hidden = 0)
{
    /// <summary>Identifies the row, to remember whether it is toggled.</summary>
    public object Key => (object?)Call ?? Loop!;
}

/// <summary>The calls of a run as a tree. A loop is one row until it is unfolded.</summary>
internal static class CallTree
{
    private const int MostRows = 2_000;
    private const int MostOfLoop = 100;
    private const int DeepestOpen = 6;

    /// <param name="toggled">The calls and loops that are not in their initial state.</param>
    public static IReadOnlyList<CallRow> Rows(RecordedRun run, ImmutableHashSet<object> toggled)
    {
        var rows = new List<CallRow>();
        var rest = new Stack<CallRow>([new CallRow(0, run.Root, null, run.Root.Groups.Count > 0, IsOpen(run, run.Root, 0, toggled))]);
        while (rest.TryPop(out var row) && rows.Count < MostRows)
        {
            rows.Add(row);
            if (!row.IsOpen || row.Hidden > 0)
                continue;
            foreach (var inner in Inner(run, row, toggled).Reverse())
                rest.Push(inner);
        }
        return rows;
    }

    public static ScreenLine Line(RecordedRun run, CallRow row, bool isSelected, int width)
    {
        var fold = new Piece($"{new string(' ', row.Depth * 2)}{(row.HasParts ? row.IsOpen ? "▾ " : "▸ " : "  ")}", Tone.Faint);
        if (row.Hidden > 0)
            return new ScreenLine([fold, new Piece($"… {DisplayText.Count(row.Hidden)} more iterations", Tone.Faint)], isSelected);
        if (row.Call is not { } call)
            return new ScreenLine([
                fold,
                new Piece(DisplayText.PrintableLine(CodePane.NameOf(row.Loop!.Calls[0])), Tone.Strong),
                new Piece($"  {DisplayText.Count(row.Loop.Calls.Count)} times", Tone.Warning)], isSelected);
        var iteration = call.Iteration is { Count: > 1 } loop ? $"‹{loop.Index + 1}/{loop.Count}› " : "";
        var arguments =
            string.Join(", ", call.Arguments.Select(argument => $"{argument.Name} = {ValueDisplay.Short(argument.Value, width / 3)}"));
        return new ScreenLine(
        [
            fold,
            new Piece(iteration, Tone.Warning),
            new Piece(DisplayText.PrintableLine(CodePane.NameOf(call)), Tone.Strong),
            new Piece(arguments.Length == 0 ? "" : $"  {DisplayText.PrintableLine(TextFit.Cut(arguments, width / 2))}"),
            End(run, call, width),
            new Piece($"  {DisplayTime.Duration(call.Duration)}", Tone.Faint),
        ], isSelected);
    }

    private static Piece End(RecordedRun run, CallRecord call, int width) => call switch
    {
        { Result: { } result } => new Piece($"  = {DisplayText.PrintableLine(ValueDisplay.Short(result, width / 3))}", Tone.Literal),
        { IsCut: true } => new Piece("  … not recorded completely", Tone.Warning),
        _ when call == run.Failing?.Call => new Piece($"  ✗ {DisplayText.PrintableLine(CodePane.Why(run.Outcome))}", Tone.Bad),
        _ => new Piece("  ✗ ended early", Tone.Bad),
    };

    private static IEnumerable<CallRow> Inner(RecordedRun run, CallRow row, ImmutableHashSet<object> toggled)
    {
        if (row.Call is { } caller)
            return caller.Groups.Select(group => group.Calls.Count == 1
                ? Row(run, group.Calls[0], row.Depth + 1, toggled)
                : Loop(run, group, row.Depth + 1, toggled));
        var calls = row.Loop!.Calls;
        var shown = calls.Take(MostOfLoop).ToList();
        if (calls.Count > shown.Count && run.EndedEarly(calls[^1]))
            shown.Add(calls[^1]);
        var rows = shown.Select(call => Row(run, call, row.Depth + 1, toggled));
        return shown.Count == calls.Count
            ? rows
            : rows.Append(new CallRow(row.Depth + 1, null, row.Loop, HasParts: false, IsOpen: false, calls.Count - shown.Count));
    }

    private static CallRow Row(RecordedRun run, CallRecord call, int depth, ImmutableHashSet<object> toggled) =>
        new(depth, call, null, call.Groups.Count > 0, IsOpen(run, call, depth, toggled));

    private static CallRow Loop(RecordedRun run, CallGroup group, int depth, ImmutableHashSet<object> toggled) =>
        new(depth, null, group, HasParts: true, run.EndedEarly(group.Calls[^1]) != toggled.Contains(group));

    /// <summary>Initially the calls that lead to the failure are unfolded, and those that are not deep.</summary>
    private static bool IsOpen(RecordedRun run, CallRecord call, int depth, ImmutableHashSet<object> toggled) =>
        call.Groups.Count > 0 && (depth < DeepestOpen || run.EndedEarly(call)) != toggled.Contains(call);
}
