using System.Collections.Immutable;
using System.Globalization;
using DarkLang.Display;
using DarkLang.Lang.Evaluation.Recording;
using DarkLang.Lang.Values;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens.Traces;

/// <summary>A call, the calls of a loop together, or those of a loop that are not listed.</summary>
internal sealed record CallRow(int Depth, CallRecord? Call, CallGroup? Loop, bool HasParts, bool IsOpen, int Hidden = 0)
{
    /// <summary>By which it is remembered whether it is open.</summary>
    public object Key => (object?)Call ?? Loop!;
}

/// <summary>The calls of a run as a tree. A loop is one row until it is opened.</summary>
internal static class CallTree
{
    private const int MostRows = 2_000;
    private const int MostOfLoop = 100;
    private const int DeepestOpen = 6;

    /// <param name="turned">The calls and loops that are not as they are at first.</param>
    public static IReadOnlyList<CallRow> Rows(RecordedRun run, ImmutableHashSet<object> turned)
    {
        var rows = new List<CallRow>();
        var rest = new Stack<CallRow>([new CallRow(0, run.Root, null, run.Root.Groups.Count > 0, IsOpen(run, run.Root, 0, turned))]);
        while (rest.TryPop(out var row) && rows.Count < MostRows)
        {
            rows.Add(row);
            if (!row.IsOpen || row.Hidden > 0)
                continue;
            foreach (var inner in Inner(run, row, turned).Reverse())
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
            return new ScreenLine([fold, new Piece(DisplayText.PrintableLine(CodePane.NameOf(row.Loop!.Calls[0])), Tone.Strong), new Piece(
                $"  {DisplayText.Count(row.Loop.Calls.Count)} times", Tone.Warning)], isSelected);
        var iteration =
            call.Iteration is { Count: > 1 } loop ? string.Create(CultureInfo.InvariantCulture, $"‹{loop.Index + 1}/{loop.Count}› ") : "";
        var arguments =
            string.Join(", ", call.Arguments.Select(argument => $"{argument.Name} = {ValueDisplay.Short(argument.Value, width / 3)}"));
        return new ScreenLine(
        [
            fold,
            new Piece(iteration, Tone.Warning),
            new Piece(DisplayText.PrintableLine(CodePane.NameOf(call)), Tone.Strong),
            new Piece(arguments.Length == 0 ? "" : $"  {DisplayText.PrintableLine(TextFit.Cut(arguments, width / 2))}"),
            End(run, call, width),
            new Piece($"  {DisplayTime.Duration(call.Duration)} again", Tone.Faint),
        ], isSelected);
    }

    private static Piece End(RecordedRun run, CallRecord call, int width) => call switch
    {
        { Result: { } result } => new Piece($"  = {DisplayText.PrintableLine(ValueDisplay.Short(result, width / 3))}", Tone.Literal),
        { IsCut: true } => new Piece("  … not recorded to its end", Tone.Warning),
        _ when call == run.Failing?.Call => new Piece($"  ✗ {DisplayText.PrintableLine(CodePane.Why(run.Outcome))}", Tone.Bad),
        _ => new Piece("  ✗ left early", Tone.Bad),
    };

    private static IEnumerable<CallRow> Inner(RecordedRun run, CallRow row, ImmutableHashSet<object> turned)
    {
        if (row.Call is { } caller)
            return caller.Groups.Select(group => group.Calls.Count == 1
                ? Row(run, group.Calls[0], row.Depth + 1, turned)
                : Loop(run, group, row.Depth + 1, turned));
        var calls = row.Loop!.Calls;
        var shown = calls.Take(MostOfLoop).ToList();
        if (calls.Count > shown.Count && run.EndedEarly(calls[^1]))
            shown.Add(calls[^1]);
        var rows = shown.Select(call => Row(run, call, row.Depth + 1, turned));
        return shown.Count == calls.Count
            ? rows
            : rows.Append(new CallRow(row.Depth + 1, null, row.Loop, HasParts: false, IsOpen: false, calls.Count - shown.Count));
    }

    private static CallRow Row(RecordedRun run, CallRecord call, int depth, ImmutableHashSet<object> turned) =>
        new(depth, call, null, call.Groups.Count > 0, IsOpen(run, call, depth, turned));

    private static CallRow Loop(RecordedRun run, CallGroup group, int depth, ImmutableHashSet<object> turned) =>
        new(depth, null, group, HasParts: true, run.EndedEarly(group.Calls[^1]) != turned.Contains(group));

    /// <summary>At first the way to what failed is open, and what is not deep.</summary>
    private static bool IsOpen(RecordedRun run, CallRecord call, int depth, ImmutableHashSet<object> turned) =>
        call.Groups.Count > 0 && (depth < DeepestOpen || run.EndedEarly(call)) != turned.Contains(call);
}
