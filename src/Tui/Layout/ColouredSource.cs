using DarkLang.Lang.Interactive;
using DarkLang.Lang.Source;

namespace DarkLang.Tui.Layout;

/// <summary>A text of Dark by lines, in colours.</summary>
internal sealed class ColouredSource(SourceText source)
{
    private readonly IReadOnlyList<(Span Span, SourceColour Colour)> _colours = SourceColours.Of(source.Text);

    /// <param name="number">Counted from 1.</param>
    /// <param name="marked">A stretch to be marked where it is in the line.</param>
    public IReadOnlyList<Piece> Line(int number, Span? marked = null)
    {
        var start = source.LineStart(number);
        var end = start + source.Line(number).Length;
        var pieces = new List<Piece>();
        var at = start;
        foreach (var (span, colour) in _colours.Where(colour => colour.Span.End > start && colour.Span.Start < end))
        {
            Add(pieces, at, Math.Max(at, span.Start), Tone.Plain, marked);
            Add(pieces, Math.Max(at, span.Start), Math.Min(end, span.End), ToneOf(colour), marked);
            at = Math.Max(at, Math.Min(end, span.End));
        }
        Add(pieces, at, end, Tone.Plain, marked);
        return pieces;
    }

    private void Add(List<Piece> pieces, int start, int end, Tone tone, Span? marked)
    {
        if (marked is not { } mark || mark.Start >= end || mark.End <= start)
        {
            Add(pieces, start, end, tone, isMarked: false);
            return;
        }
        Add(pieces, start, Math.Max(start, mark.Start), tone, isMarked: false);
        Add(pieces, Math.Max(start, mark.Start), Math.Min(end, mark.End), tone, isMarked: true);
        Add(pieces, Math.Min(end, mark.End), end, tone, isMarked: false);
    }

    private void Add(List<Piece> pieces, int start, int end, Tone tone, bool isMarked)
    {
        if (end > start)
            pieces.Add(new Piece(Words.OneLine(source.Text[start..end]), tone, isMarked));
    }

    private static Tone ToneOf(SourceColour colour) => colour switch
    {
        SourceColour.Keyword => Tone.Keyword,
        SourceColour.Number or SourceColour.Text => Tone.Literal,
        SourceColour.Comment => Tone.Faint,
        SourceColour.Hole => Tone.Warning,
        _ => Tone.Plain,
    };
}
