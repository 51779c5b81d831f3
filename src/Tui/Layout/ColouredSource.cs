using DarkLang.Lang.Interactive;

namespace DarkLang.Tui.Layout;

/// <summary>The lines of a source text in colours.</summary>
internal sealed class ColouredSource(SourceText source)
{
    private readonly IReadOnlyList<(Span Span, SourceColour Colour)> _colours = SourceColours.Of(source.Text);

    /// <param name="number">Counted from 1.</param>
    /// <param name="marked">A span to mark.</param>
    /// <param name="failing">The span of the expression that failed.</param>
    public IReadOnlyList<Piece> Line(int number, Span? marked = null, Span? failing = null)
    {
        var start = source.LineStart(number);
        var end = start + source.Line(number).Length;
        var colours = _colours.Where(colour => colour.Span.End > start && colour.Span.Start < end).ToList();
        // The text between two cuts has one look.
        var cuts = colours.SelectMany(colour => Ends(colour.Span)).Concat(Ends(marked)).Concat(Ends(failing))
            .Where(cut => cut > start && cut < end)
            .Append(start).Append(end).Distinct().Order().ToList();
        return [.. cuts.Zip(cuts.Skip(1), (from, to) => new Piece(
            DisplayText.PrintableLine(source.Text[from..to]),
            Holds(failing, from) ? Tone.Bad : colours.Where(colour => Holds(colour.Span, from)).Select(colour => ToneOf(colour.Colour))
                .FirstOrDefault(),
            Holds(marked, from)))];
    }

    private static IEnumerable<int> Ends(Span? span) => span is { } known ? [known.Start, known.End] : [];

    private static bool Holds(Span? span, int at) => span is { } known && known.Start <= at && at < known.End;

    private static Tone ToneOf(SourceColour colour) => colour switch
    {
        SourceColour.Keyword => Tone.Keyword,
        SourceColour.Number or SourceColour.Text => Tone.Literal,
        SourceColour.Comment => Tone.Faint,
        SourceColour.Hole => Tone.Warning,
        _ => Tone.Plain,
    };
}
