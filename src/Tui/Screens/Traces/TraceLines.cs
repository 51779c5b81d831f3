namespace DarkLang.Tui.Screens.Traces;

/// <summary>Renders the screen of a trace: its facts, the part in front, and below it the selected value in full.</summary>
internal static class TraceLines
{
    /// <summary>The height from which the value is shown below the other parts.</summary>
    private const int RoomForTwoParts = 14;

    private const int RoomForTabs = 60;

    /// <summary>The height from which the header is shown.</summary>
    private const int RoomForHeader = 18;

    public static IEnumerable<ScreenLine> Render(TraceScreen trace, CanvasModel model, int width, int height)
    {
        IReadOnlyList<ScreenLine> top =
        [
            .. height >= RoomForHeader ? Header.Render(model, width) : [],
            .. Facts(trace, width, height >= RoomForHeader ? 2 : 1),
            Tabs(trace, width),
            .. Ends(trace, width),
        ];
        var room = height - top.Count;
        if (trace.Trace is null)
            return [.. top, .. Pane.Around([.. Missing(trace)], room, 0)];
        var below = room >= RoomForTwoParts ? Math.Clamp(ValueLines(trace, width).Count + 1, room / 4, room / 2) : 0;
        if (below == 0)
            return [.. top, .. trace.Part == TracePart.Value ? Value(trace, width, room) : Upper(trace, trace.Part, width, room)];
        var upper = Upper(trace, trace.Part == TracePart.Value ? trace.Source : trace.Part, width, room - below);
        return [.. top, .. upper, Rule(trace, width), .. Value(trace, width, below - 1)];
    }

    /// <summary>The selected location and its value, for the line above the footer.</summary>
    public static string About(TraceScreen trace) => trace switch
    {
        { Part: TracePart.Events } => "⏎ on an emit opens the trace of its message",
        { Part: TracePart.Calls } => "⏎ shows the call in the code; the times are those of the replay for this screen",
        { Selected: { At: { } at } location } =>
            $"{at}  {TextFit.Cut(DisplayText.PrintableLine(at.Source[at.Span].ToString()), 80)} {ResultOf(trace, location)}",
        { Selected: { } location } => $"{location.Call.At}  {location.Call.Function} was called",
        _ => trace.Trace is null ? "" : "the values of expressions can't be shown",
    };

    private static string ResultOf(TraceScreen trace, TraceLocation location) => location switch
    {
        { Value: { } value } => $"= {ValueDisplay.Short(value, 200)}",
        _ when location == trace.Front?.Failing => $"✗ {CodePane.Why(trace.Front.Outcome)}",
        { Call.IsCut: true } => "was not recorded",
        _ => "was not reached",
    };

    private static IEnumerable<ScreenLine> Facts(TraceScreen trace, int width, int most)
    {
        var view = trace.Trace?.View;
        var pieces = new List<Piece> { new(DisplayText.PrintableLine((view?.Header.Handler ?? trace.Of).ToString()), Tone.Strong) };
        if (view?.Header is { } header)
        {
            pieces.Add(Piece.Of(StateText.SignedOutcome(header.Outcome)));
            pieces.Add(new Piece($"attempt {header.Attempt}"));
            pieces.Add(new Piece($"took {DisplayTime.Duration(header.Duration)}"));
            pieces.Add(
                new Piece(string.Create(CultureInfo.InvariantCulture, $"{header.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z"), Tone.Faint));
        }
        pieces.Add(new Piece($"trace {DisplayText.ShortId(trace.Id)}{Position(trace)}", Tone.Faint));
        if (view is { Header.Pinned: true })
            pieces.Add(new Piece("pinned", Tone.Warning));
        if (view is not null)
            pieces.Add(new Piece($"version {TextFit.Cut(DisplayText.PrintableLine(view.Version), 9)}", Tone.Faint));
        if (view?.ParentMessage is { } parent)
            pieces.Add(new Piece($"from message {DisplayText.ShortId(parent)}", Tone.Faint));
        return Flow(pieces, width).Take(most);
    }

    /// <summary>Puts as many pieces on each line as fit.</summary>
    private static IEnumerable<ScreenLine> Flow(IEnumerable<Piece> pieces, int width)
    {
        var line = new List<Piece>();
        var left = width;
        foreach (var piece in pieces)
        {
            if (line.Count > 0 && TextFit.Width(piece.Text) + 2 > left)
            {
                yield return new ScreenLine(line);
                (line, left) = ([], width);
            }
            line.Add(new Piece(line.Count == 0 ? " " : "  "));
            line.Add(piece);
            left -= TextFit.Width(piece.Text) + 2;
        }
        yield return new ScreenLine(line);
    }

    private static string Position(TraceScreen trace)
    {
        var siblings = trace.Trace?.Siblings ?? [];
        var at = siblings.ToList().FindIndex(other => other.Id == trace.Id);
        return at < 0 ? "" : $" ({at + 1} of {siblings.Count})";
    }

    private static ScreenLine Tabs(TraceScreen trace, int width)
    {
        var pieces = new List<Piece>();
        foreach (var part in Enum.GetValues<TracePart>().Where(part => width >= RoomForTabs || part == trace.Part))
            pieces.Add(part == trace.Part
                ? new Piece($" [{part}]", Tone.Strong, Part: (int)part)
                : new Piece($"  {part} ", Tone.Faint, Part: (int)part));
        if (trace is { Front: { } run, Selected: { } location, Source: TracePart.Code })
        {
            pieces.Add(new Piece("  "));
            pieces.AddRange(CallPath(run, location, width >= RoomForTabs ? 6 : 2));
        }
        return new ScreenLine(pieces);
    }

    /// <summary>The calls from the handler to the selected location, with their iterations.</summary>
    private static IEnumerable<Piece> CallPath(RecordedRun run, TraceLocation location, int most)
    {
        var calls = new List<CallRecord>();
        for (var call = location.Call; call.Parent is not null && calls.Count <= most; call = call.Parent)
            calls.Insert(0, call);
        if (calls.Count > most)
            yield return new Piece("… ", Tone.Faint);
        foreach (var call in calls.TakeLast(most))
        {
            yield return new Piece($"› {DisplayText.PrintableLine(CodePane.NameOf(call))} ", Tone.Faint);
            if (CodePane.Picker(run, call) is { } picker)
                yield return picker;
        }
    }

    /// <summary>How the compared runs ended, and what is incomplete.</summary>
    private static IEnumerable<ScreenLine> Ends(TraceScreen trace, int width)
    {
        if (trace is { IsSideBySide: true, Compared: { } compared })
        {
            yield return End("-", compared.OldName, compared.Old, Tone.Bad, width);
            yield return End("+", compared.NewName, compared.New, Tone.Good, width);
            var changes = DisplayText.Quantity(compared.Changes, "value differs", "values differ");
            yield return ScreenLine.Of($"   {changes}; emits {Emits(compared.Old)} → {Emits(compared.New)}, not sent", Tone.Faint);
        }
        if (trace.Front is { Outcome: Outcome.Cancelled })
            yield return ScreenLine.Of(
                $" the replay was stopped after {Runtime.Replaying.Replay.Timeout.TotalSeconds:0} s: the values end there", Tone.Warning);
        if (trace.Front?.Ran.Recording.LeftOut is > 0 and var left)
            yield return ScreenLine.Of($" {DisplayText.Count(left)} more values are not recorded: the run was too long", Tone.Warning);
        if (trace.Trace?.View.EffectsLeftOut is > 0 and var calls)
            yield return ScreenLine.Of(
                $" {DisplayText.Count(calls)} impure calls are not kept: the values end at the first of them", Tone.Warning);
    }

    private static ScreenLine End(string sign, string name, Rerun rerun, Tone tone, int width) =>
        new([new Piece($" {sign} {name} ", tone), new Piece(DisplayText.PrintableLine(rerun.Describe(width - name.Length - 4)))]);

    private static string Emits(Rerun rerun) => DisplayText.ShortCount(rerun.Run?.Ran.Emits.Count ?? 0);

    private static IEnumerable<ScreenLine> Missing(TraceScreen trace) => trace.Problem is not { } problem
        ? [ScreenLine.Of("  loading…", Tone.Faint)]
        :
        [
            ScreenLine.Of($"  {DisplayText.PrintableLine(problem)}", Tone.Bad),
            ScreenLine.Of("  The newest traces of a handler are kept, failed ones longer.", Tone.Faint),
            ScreenLine.Of("  `p` pins a trace: it stays until it is unpinned.", Tone.Faint),
            ScreenLine.Of("  `dark run --trace-keep N` keeps more.", Tone.Faint),
            ScreenLine.Of("  Esc goes back.", Tone.Faint),
        ];

    private static IEnumerable<ScreenLine> Upper(TraceScreen trace, TracePart part, int width, int room) => part switch
    {
        TracePart.Events => Rows(part, trace.Trace!.Events, (row, i) => EventRows.Line(row, i == trace.EventsRow), trace.EventsRow, room),
        _ when trace.Front is not { } run => Pane.Around([.. NoValues(trace)], room, 0),
        TracePart.Calls =>
            Rows(part, trace.Calls, (row, i) => CallTree.Line(trace.Front, row, i == trace.CallsRow, width), trace.CallsRow, room),
        _ => Code(trace, width, room),
    };

    private static IEnumerable<ScreenLine> Rows<T>(
        TracePart part, IEnumerable<T> rows, Func<T, int, ScreenLine> line, int selected, int room) =>
        Pane.Around([.. rows.Select((row, i) => line(row, i) with { Row = new TraceRow(part, i).Text })], room, selected);

    private static IEnumerable<ScreenLine> NoValues(TraceScreen trace) => trace.Trace?.Original is { WhyNot: var why }
        ?
        [
            ScreenLine.Of($"  the values of expressions can't be shown: {DisplayText.PrintableLine(why ?? "")}", Tone.Bad),
            ScreenLine.Of("  Events lists the input, the result and what was emitted", Tone.Faint),
        ]
        : [ScreenLine.Of("  replaying it for its values…", Tone.Faint)];

    private static IEnumerable<ScreenLine> Code(TraceScreen trace, int width, int room)
    {
        var (run, location) = (trace.Front!, trace.Selected!.Value);
        var view = new TraceSourceView(run, trace.Iterations, location);
        if (trace is not { Baseline: { } old, Compared: { Match: { } match } compared })
            return new CodePane(run, view, location).Lines(width, room);
        var oldLocation = compared.OldOf(location);
        var oldView = TraceSourceView.OfOld(old, match, view, trace.Iterations, oldLocation);
        return new SideBySidePane(match, old, oldView, oldLocation, run, view, location).Lines(width, room);
    }

    private static ScreenLine Rule(TraceScreen trace, int width)
    {
        var title = trace switch
        {
            { Source: TracePart.Events } => trace.Trace?.Events.ElementAtOrDefault(trace.EventsRow)?.Kind ?? "value",
            { Source: TracePart.Calls } => "the call",
            { Selected: { At: { } at } } => at.Source[at.Span].ToString(),
            { Selected: { } location } => CodePane.NameOf(location.Call),
            _ => "value",
        };
        return Pane.Rule(TextFit.Cut(DisplayText.PrintableLine(title), width / 2), width);
    }

    private static IEnumerable<ScreenLine> Value(TraceScreen trace, int width, int room) => Pane.Around(ValueLines(trace, width), room);

    private static IReadOnlyList<ScreenLine> ValueLines(TraceScreen trace, int width)
    {
        var rows = trace.ValueRows();
        if (rows.Count > 0)
            return ValuePane.Lines(rows, trace.ValueRow, trace.Part == TracePart.Value, trace.Baseline is not null, width);
        if (trace.Source == TracePart.Events)
            return [.. TextRows.Of(trace.Trace?.Events.ElementAtOrDefault(trace.EventsRow)?.Text ?? "", Math.Max(10, width - 4))
                .Select(row => ScreenLine.Of($"  {DisplayText.PrintableLine(row)}"))];
        if (trace.Source != TracePart.Code || trace.Front is not { } run || trace.Selected is not { } location)
            return [];
        if (location == run.Failing)
            return [.. Failure(run)];
        return location.At is null
            ? [ScreenLine.Of(location.Call == run.Root ? "  No input parameters" : "  no arguments", Tone.Faint)]
            : [ScreenLine.Of($"  {(location.Call.IsCut ? "not recorded: the run was too long" : "not reached")}", Tone.Faint)];
    }

    private static IEnumerable<ScreenLine> Failure(RecordedRun run)
    {
        yield return ScreenLine.Of($"  ✗ {DisplayText.PrintableLine(CodePane.Why(run.Outcome))}", Tone.Bad);
        if (run.Outcome is not Outcome.Failed { Error: var error })
            yield break;
        if (error.Help is { } help)
            yield return ScreenLine.Of($"  help: {DisplayText.PrintableLine(help)}");
        foreach (var frame in error.Stack)
            yield return ScreenLine.Of(DisplayText.PrintableLine($"  in {frame.Function} ({frame.At})"), Tone.Faint);
    }
}
