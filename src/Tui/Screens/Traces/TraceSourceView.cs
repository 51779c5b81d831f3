namespace DarkLang.Tui.Screens.Traces;

/// <summary>One line of the source, and the locations on it in the shown calls.</summary>
/// <param name="Heads">The functions and lambdas that begin on it.</param>
/// <param name="Ends">The widest expressions that end on it: first those that begin on it, then those that begin above.</param>
/// <param name="Failing">The expression that ended the run, if it begins here.</param>
/// <param name="Left">The call that the error came from, if it was made here.</param>
internal sealed record SourceRow(
    ExecutedItem Item, int Line, IReadOnlyList<TraceLocation> Heads, IReadOnlyList<TraceLocation> Ends,
    TraceLocation? Failing, CallRecord? Left)
{
    /// <summary>Returns the location to select on this line; null if nothing on it runs.</summary>
    /// <param name="near">The call that the selection comes from.</param>
    public TraceLocation? Main(CallRecord near)
    {
        var ends = Ends.Where(location => location.Call == near).Concat(Ends).Concat(Heads).Select(location => (TraceLocation?)location);
        return Failing ?? ends.FirstOrDefault();
    }

    public bool Holds(TraceLocation location) => location.At is { } at
        ? Item.Holds(at) && (Failing == location ? at.Start.Line : Item.LineOf(at)) == Line
        : Heads.Contains(location);
}

/// <summary>The part of a run on the screen: one call of each function, preferably on the way to the selected location.</summary>
internal sealed class TraceSourceView
{
    private readonly RecordedRun _run;

    public TraceSourceView(RecordedRun run, Iterations iterations, TraceLocation selected)
        : this(run, Find(run.Root, iterations, selected.Call), selected)
    {
    }

    private TraceSourceView(RecordedRun run, IReadOnlyList<CallRecord> calls, TraceLocation selected)
    {
        _run = run;
        Calls = calls;
        var byItem = Calls.ToLookup(run.Items.Holding);
        Rows = [.. Calls.Select(run.Items.Holding).OfType<ExecutedItem>().Distinct()
            .OrderBy(item => !item.Holds(run.Root.At)).ThenBy(item => item.Source.Path, StringComparer.Ordinal).ThenBy(item => item.First)
            .SelectMany(item => RowsOf(item, [.. byItem[item]]))];
        SelectedRow = Math.Max(0, Rows.FindIndex(row => row.Holds(selected)));
    }

    /// <summary>Shows the counterparts of the calls that are shown of the new run, and what only the old code called.</summary>
    public static TraceSourceView OfOld(
        RecordedRun old, RecordingMatch match, TraceSourceView now, Iterations iterations, TraceLocation? selected)
    {
        var shown = new Dictionary<object, CallRecord>(ReferenceEqualityComparer.Instance);
        foreach (var call in now.Calls.Select(match.OldOf).OfType<CallRecord>())
            shown.TryAdd(call.Expressions, call);
        var rest = new Queue<CallRecord>(shown.Values);
        while (rest.TryDequeue(out var caller))
        {
            // A loop of both runs is shown only in an iteration of both.
            foreach (var group in caller.Groups.Where(group => group.Calls.All(call => match.NewOf(call) is null)))
            {
                var call = iterations.Of(group);
                if (shown.TryAdd(call.Expressions, call))
                    rest.Enqueue(call);
            }
        }
        return new TraceSourceView(old, [.. shown.Values.OrderBy(Depth)], selected ?? new TraceLocation(old.Root));
    }

    /// <summary>Callers before what they call.</summary>
    public IReadOnlyList<CallRecord> Calls { get; }

    public List<SourceRow> Rows { get; }

    public int SelectedRow { get; }

    private static List<CallRecord> Find(CallRecord root, Iterations iterations, CallRecord selected)
    {
        // All calls of a function have the same list of expressions.
        var shown = new Dictionary<object, CallRecord>(ReferenceEqualityComparer.Instance);
        var path = new Dictionary<CallGroup, CallRecord>();
        for (CallRecord? call = selected; call is not null; call = call.Parent)
        {
            shown.TryAdd(call.Expressions, call);
            if (call.Group is { } group)
                path[group] = call;
        }
        var rest = new Queue<CallRecord>(shown.Values.Reverse());
        shown.TryAdd(root.Expressions, root);
        while (rest.TryDequeue(out var caller))
        {
            foreach (var group in caller.Groups)
            {
                var call = path.GetValueOrDefault(group) ?? iterations.Of(group);
                if (shown.TryAdd(call.Expressions, call))
                    rest.Enqueue(call);
            }
        }
        return [.. shown.Values.OrderBy(Depth)];
    }

    private static int Depth(CallRecord call)
    {
        var depth = 0;
        for (var around = call.Parent; around is not null; around = around.Parent)
            depth++;
        return depth;
    }

    private IEnumerable<SourceRow> RowsOf(ExecutedItem item, IReadOnlyList<CallRecord> calls)
    {
        var ends = calls.SelectMany(call => Ends(item, call)).ToLookup(location => item.LineOf(location.At!.Value));
        var heads = calls.ToLookup(call => call.At.Start.Line);
        var left = calls.Where(call => call.Calls is [.., var last] && _run.EndedEarly(last))
            .ToLookup(call => call.Calls[^1].CalledFrom.Start.Line, call => call.Calls[^1]);
        var failing = _run.Failing is { At: { } at } location
            && calls.Contains(location.Call) ? (Line: at.Start.Line, Location: location) : default;
        return Enumerable.Range(item.First, item.Last - item.First + 1).Select(line => new SourceRow(
            item, line,
            [.. heads[line].Select(call => new TraceLocation(call))],
            [.. ends[line].OrderBy(end => end.At!.Value.Start.Line != line)],
            failing.Line == line ? failing.Location : null,
            left[line].LastOrDefault()));
    }

    /// <summary>Returns the widest expressions whose values stand on the same line; if some have a value, the widest of these.</summary>
    private static IEnumerable<TraceLocation> Ends(ExecutedItem item, CallRecord call)
    {
        var reached = call.Values.Select(value => value.At).ToHashSet();
        foreach (var line in call.Expressions.GroupBy(item.LineOf))
        {
            var known = line.Where(reached.Contains).ToList();
            var shown = known is [] ? line.ToList() : known;
            foreach (var at in shown)
            {
                if (!shown.Exists(other => other != at && other.Span.Contains(at.Span)
                    && (other.Start.Line == at.Start.Line || at.Start.Line != item.LineOf(at))))
                    yield return new TraceLocation(call, at);
            }
        }
    }
}
