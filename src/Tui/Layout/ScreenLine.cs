using DarkLang.Display;
using DarkLang.Display.Tables;

namespace DarkLang.Tui.Layout;

/// <param name="IsMarked">Selected within its line.</param>
/// <param name="Command">Done when it is clicked on.</param>
internal sealed record Piece(string Text, Tone Tone = Tone.Plain, bool IsMarked = false, UiCommand? Command = null)
{
    public static Piece Of(Cell cell) => new(cell.Text, cell.Tone);
}

/// <summary>One line of a screen, still without a terminal.</summary>
/// <param name="Row">The row that is selected when it is clicked on.</param>
internal sealed record ScreenLine(IReadOnlyList<Piece> Pieces, bool IsSelected = false, string? Row = null)
{
    public static readonly ScreenLine Empty = new([]);

    public string Text => string.Concat(Pieces.Select(piece => piece.Text));

    public static ScreenLine Of(string text, Tone tone = Tone.Plain) => new([new Piece(text, tone)]);

    /// <summary>Whether both are drawn alike, whatever they do when they are clicked on.</summary>
    public bool LooksLike(ScreenLine other) =>
        IsSelected == other.IsSelected && Pieces.Select(Look).SequenceEqual(other.Pieces.Select(Look));

    private static (string, Tone, bool) Look(Piece piece) => (piece.Text, piece.Tone, piece.IsMarked);

    /// <summary>What is clicked on in a column.</summary>
    public UiCommand? CommandAt(int column)
    {
        foreach (var piece in Pieces)
        {
            column -= TextFit.Width(piece.Text);
            if (column < 0)
                return piece.Command;
        }
        return null;
    }

    /// <summary>The line in as many as it takes in that width.</summary>
    public IEnumerable<ScreenLine> Wrapped(int width)
    {
        var line = new List<Piece>();
        var left = width;
        foreach (var piece in Pieces)
        {
            var text = piece.Text;
            while (TextFit.Width(text) > left)
            {
                var fitting = TextFit.Start(text, left);
                line.Add(piece with { Text = fitting });
                yield return this with { Pieces = line };
                (line, left, text) = ([], Math.Max(2, width), text[fitting.Length..]);
            }
            line.Add(piece with { Text = text });
            left -= TextFit.Width(text);
        }
        yield return this with { Pieces = line };
    }

    /// <summary>The line in exactly that width.</summary>
    public ScreenLine Fit(int width)
    {
        var fitted = new List<Piece>();
        var left = width;
        foreach (var piece in Pieces)
        {
            var cut = TextFit.Cut(piece.Text, left);
            left -= TextFit.Width(cut);
            fitted.Add(piece with { Text = cut });
            if (cut.Length < piece.Text.Length || left == 0)
                break;
        }
        if (left > 0)
            fitted.Add(new Piece(new string(' ', left)));
        return this with { Pieces = fitted };
    }
}
