namespace DarkLang.Tui.Screens.Traces;

/// <summary>The result of a search.</summary>
/// <param name="Location">Null if there is no match.</param>
/// <param name="IsWrapped">Whether the search passed the end of the run.</param>
/// <param name="IsGivenUp">Whether the search stopped there without a match, because of its limit.</param>
internal readonly record struct Found(TraceLocation? Location, bool IsWrapped = false, bool IsGivenUp = false);

/// <summary>
/// Searches a recorded run in the order of evaluation: the values of every iteration, but the source only of the iterations that are
/// shown, because it would match once per iteration otherwise.
/// </summary>
internal sealed class RunSearch(RecordedRun run, Iterations iterations, string text)
{
    /// <summary>The most characters searched at once: a key must respond quickly even in a huge run.</summary>
    public const int MostCharacters = 5_000_000;

    private readonly Dictionary<CallRecord, HashSet<Location>> _occurrences = [];
    private int _left = MostCharacters;

    public Found Find(TraceLocation from, bool isForward)
    {
        var locations = Locations();
        var here = locations.FindIndex(each => each.Location == from);
        // An expression that was not reached is listed only if it contains the text.
        if (here < 0)
            here = locations.FindLastIndex(each => each.Location.Call == from.Call);
        for (var step = 1; step <= locations.Count; step++)
        {
            var at = isForward ? here + step : here - step;
            var index = (at + locations.Count) % locations.Count;
            var (location, isShown) = locations[index];
            if (Matches(location, isShown))
                return new Found(location, IsWrapped: at != index);
            if (_left <= 0)
                return new Found(location, IsGivenUp: true);
        }
        return default;
    }

    /// <summary>Returns all locations in the order of evaluation; those that were not reached come last in their call.</summary>
    private List<(TraceLocation Location, bool IsShown)> Locations()
    {
        var locations = new List<(TraceLocation, bool)>();
        var rest = new Stack<(TraceLocation Location, bool IsShown)>([(new TraceLocation(run.Root), true)]);
        while (rest.TryPop(out var next))
        {
            locations.Add(next);
            if (next.Location.At is null)
                PushInner(rest, next.Location.Call, next.IsShown);
        }
        return locations;
    }

    private void PushInner(Stack<(TraceLocation Location, bool IsShown)> rest, CallRecord call, bool isShown)
    {
        var steps = EvaluationOrder.Steps(run, call);
        if (isShown)
        {
            var reached = steps.Select(step => step.At).ToHashSet();
            foreach (var at in Occurrences(call).Where(at => !reached.Contains(at)).OrderByDescending(at => at.Span.Start))
                rest.Push((new TraceLocation(call, at), true));
        }
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            if (steps[i].Group is not { } group)
            {
                rest.Push((new TraceLocation(call, steps[i].At), isShown));
                continue;
            }
            var shown = iterations.Of(group);
            for (var k = group.Calls.Count - 1; k >= 0; k--)
                rest.Push((new TraceLocation(group.Calls[k]), isShown && group.Calls[k] == shown));
        }
    }

    private bool Matches(TraceLocation location, bool isShown) => location.At is { } at
        ? (isShown && Occurrences(location.Call).Contains(at)) || (location.Value is { } value && Has(TraceSearch.Text(value)))
            || (location == run.Failing && Has(CodePane.Why(run.Outcome)))
        : (isShown && Has(CodePane.NameOf(location.Call)))
            || location.Call.Arguments.Any(argument => Has($"{argument.Name} = {TraceSearch.Text(argument.Value)}"));

    private bool Has(string where)
    {
        _left -= where.Length;
        return where.Contains(text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Returns the narrowest expressions of a call that contain the text; for a name, the expression after its <c>=</c>.</summary>
    private HashSet<Location> Occurrences(CallRecord call)
    {
        if (_occurrences.TryGetValue(call, out var known))
            return known;
        var occurrences = _occurrences[call] = [];
        if (call.Expressions is [])
            return occurrences;
        var source = call.Expressions[0].Source;
        var (first, end) = (call.Expressions.Min(at => at.Span.Start), call.Expressions.Max(at => at.Span.End));
        // After the name of a function; a lambda has none.
        var start = call.At.Span.End <= first ? call.At.Span.End : Math.Min(call.At.Span.Start, first);
        for (var at = Next(source, start, end); at >= 0; at = Next(source, at + 1, end))
        {
            if (At(call, Span.FromBounds(at, at + text.Length)) is { } found)
                occurrences.Add(found);
        }
        return occurrences;
    }

    private int Next(SourceText source, int start, int end) =>
        start >= end ? -1 : source.Text.IndexOf(text, start, end - start, StringComparison.OrdinalIgnoreCase);

    private static Location? At(CallRecord call, Span span)
    {
        // The source of a lambda belongs to its own calls.
        if (call.Groups.Any(
            group => group.Calls[0].At is var inner && inner.Source == call.Expressions[0].Source && inner.Span.Contains(span)))
            return null;
        var around = call.Expressions.Where(at => at.Span.Contains(span)).Select(at => (Location?)at).MinBy(at => at!.Value.Span.Length);
        return around ?? call.Expressions
            .Where(at => at.Span.Start > span.Start)
            .OrderBy(at => at.Span.Start).ThenByDescending(at => at.Span.Length)
            .Select(at => (Location?)at).FirstOrDefault();
    }
}
