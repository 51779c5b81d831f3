using DarkLang.Lang.Evaluation.Recording;
using DarkLang.Lang.Source;

namespace DarkLang.Tui.Screens.Traces;

/// <param name="Location">Null when the text is nowhere.</param>
/// <param name="IsWrapped">It lies on the other side of where the search began.</param>
/// <param name="IsGivenUp">Nothing was found as far as this, and there is more.</param>
internal readonly record struct Found(TraceLocation? Location, bool IsWrapped = false, bool IsGivenUp = false);

/// <summary>
/// Looks for a text in a recorded run, in the order of evaluation: in the values of every iteration, and in the source of those iterations that
/// are shown, else each of its places would be found once for every iteration.
/// </summary>
internal sealed class RunSearch(RecordedRun run, Iterations iterations, string text)
{
    /// <summary>So that a key is answered at once, also in a run with very much in it.</summary>
    public const int MostLetters = 5_000_000;

    private readonly Dictionary<CallRecord, HashSet<Location>> _written = [];
    private int _left = MostLetters;

    public Found Find(TraceLocation from, bool isForward)
    {
        var places = Places();
        var here = places.FindIndex(place => place.Spot == from);
        // What was not reached has no place unless it has the text in it.
        if (here < 0)
            here = places.FindLastIndex(place => place.Spot.Call == from.Call);
        for (var step = 1; step <= places.Count; step++)
        {
            var at = isForward ? here + step : here - step;
            var index = (at + places.Count) % places.Count;
            if (Holds(places[index].Spot, places[index].IsShown))
                return new Found(places[index].Spot, IsWrapped: at != index);
            if (_left <= 0)
                return new Found(places[index].Spot, IsGivenUp: true);
        }
        return default;
    }

    /// <summary>Everything that can be selected, as it was evaluated; what was not reached comes last in its call.</summary>
    private List<(TraceLocation Spot, bool IsShown)> Places()
    {
        var places = new List<(TraceLocation, bool)>();
        var rest = new Stack<(TraceLocation Spot, bool IsShown)>([(new TraceLocation(run.Root), true)]);
        while (rest.TryPop(out var place))
        {
            places.Add(place);
            if (place.Spot.At is null)
                PushInner(rest, place.Spot.Call, place.IsShown);
        }
        return places;
    }

    private void PushInner(Stack<(TraceLocation Spot, bool IsShown)> rest, CallRecord call, bool isShown)
    {
        var steps = EvaluationOrder.Steps(run, call);
        if (isShown)
        {
            var reached = steps.Select(step => step.At).ToHashSet();
            foreach (var at in Written(call).Where(at => !reached.Contains(at)).OrderByDescending(at => at.Span.Start))
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

    private bool Holds(TraceLocation location, bool isShown) => location.At is { } at
        ? (isShown && Written(location.Call).Contains(at)) || (location.Value is { } value && Has(TraceSearch.Text(value)))
            || (location == run.Failing && Has(CodePane.Why(run.Outcome)))
        : (isShown && Has(CodePane.NameOf(location.Call)))
            || location.Call.Arguments.Any(argument => Has($"{argument.Name} = {TraceSearch.Text(argument.Value)}"));

    private bool Has(string where)
    {
        _left -= where.Length;
        return where.Contains(text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The narrowest expressions of the call that have the text in them; for a name before a <c>=</c> the expression behind it.</summary>
    private HashSet<Location> Written(CallRecord call)
    {
        if (_written.TryGetValue(call, out var known))
            return known;
        var written = _written[call] = [];
        if (call.Expressions is [])
            return written;
        var source = call.Expressions[0].Source;
        var (first, end) = (call.Expressions.Min(at => at.Span.Start), call.Expressions.Max(at => at.Span.End));
        // Behind the name of a function; a lambda has none.
        var start = call.At.Span.End <= first ? call.At.Span.End : Math.Min(call.At.Span.Start, first);
        for (var at = Next(source, start, end); at >= 0; at = Next(source, at + 1, end))
        {
            if (At(call, Span.FromBounds(at, at + text.Length)) is { } found)
                written.Add(found);
        }
        return written;
    }

    private int Next(SourceText source, int start, int end) =>
        start >= end ? -1 : source.Text.IndexOf(text, start, end - start, StringComparison.OrdinalIgnoreCase);

    private static Location? At(CallRecord call, Span span)
    {
        // What is in a lambda belongs to the calls of that.
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
