using DarkLang.Lang.Syntax;

namespace DarkLang.Tui.Screens.Traces;

/// <summary>A handler or function in its file, with its lines counted from 1.</summary>
/// <param name="Name">As in the records of its calls.</param>
/// <param name="Choices">The <c>if</c> and <c>match</c> expressions.</param>
internal sealed record ExecutedItem(
    string Name, SourceText Source, ColouredSource Text, Span Span, IReadOnlyList<Span> Choices, int First, int Last)
{
    public bool Holds(Location at) => at.Source == Source && Span.Contains(at.Span);

    /// <summary>
    /// Returns the line beside which the value of an expression stands: the one where it ends. If that is the last branch of a choice,
    /// which may not have been evaluated, it is the one where the expression begins.
    /// </summary>
    public int LineOf(Location at)
    {
        var end = EndLine(at.Span);
        return Choices.Any(choice => at.Span.Contains(choice) && EndLine(choice) == end && Source.Locate(choice.Start).Line != end)
            ? at.Start.Line
            : end;
    }

    private int EndLine(Span span) => Source.Locate(Math.Max(span.Start, span.End - 1)).Line;
}

/// <summary>The handlers and functions that were executed.</summary>
internal sealed class ExecutedItems(IReadOnlyList<ExecutedItem> all)
{
    public ExecutedItem? Holding(CallRecord call) => all.FirstOrDefault(item => item.Holds(call.At));

    public static ExecutedItems Of(CallRecord root)
    {
        var places = new Dictionary<Location, string>();
        var rest = new Stack<CallRecord>([root]);
        while (rest.TryPop(out var call))
        {
            places.TryAdd(call.At, call.Function);
            foreach (var inner in call.Calls)
                rest.Push(inner);
        }
        var items = new List<ExecutedItem>();
        foreach (var file in places.GroupBy(place => place.Key.Source))
        {
            var text = new ColouredSource(file.Key);
            items.AddRange(CanvasParser.ParseFile(file.Key).Syntax.Items
                .Select(item => (Item: item, item.Span, Place: file.Where(place => item.Span.Contains(place.Key.Span))
                    .OrderBy(place => place.Key.Span.Start).FirstOrDefault()))
                .Where(item => item.Place.Value is not null)
                .Select(item => new ExecutedItem(
                    item.Place.Value, file.Key, text, item.Span, ChoiceSpans.Of(item.Item), file.Key.Locate(item.Span.Start).Line,
                    LastLine(file.Key, item.Span))));
        }
        return new ExecutedItems(items);
    }

    /// <summary>Returns the last line that is not blank.</summary>
    private static int LastLine(SourceText source, Span span)
    {
        var line = source.Locate(Math.Max(span.Start, span.End - 1)).Line;
        while (line > 1 && source.LineStart(line) > span.Start && source.Line(line).IsWhiteSpace())
            line--;
        return line;
    }
}
