namespace DarkLang.Tui.Layout;

/// <param name="IsMarked">Whether it is selected within its line.</param>
/// <param name="Command">The command of a click on it.</param>
/// <param name="Part">The tab that a click on it shows.</param>
internal sealed record Piece(string Text, Tone Tone = Tone.Plain, bool IsMarked = false, UiCommand? Command = null, int? Part = null)
{
    public static Piece Of(Cell cell) => new(cell.Text, cell.Tone);
}

/// <summary>One line of a screen, independent of a terminal.</summary>
/// <param name="Row">The row that a click selects.</param>
internal sealed record ScreenLine(IReadOnlyList<Piece> Pieces, bool IsSelected = false, string? Row = null)
{
    public static readonly ScreenLine Empty = new([]);

    public string Text => string.Concat(Pieces.Select(piece => piece.Text));

    public static ScreenLine Of(string text, Tone tone = Tone.Plain) => new([new Piece(text, tone)]);

    /// <summary>Whether both are drawn alike; clicks may differ.</summary>
    public bool LooksLike(ScreenLine other) =>
        IsSelected == other.IsSelected && Pieces.Select(LookOf).SequenceEqual(other.Pieces.Select(LookOf));

    private static (string, Tone, bool) LookOf(Piece piece) => (piece.Text, piece.Tone, piece.IsMarked);

    /// <summary>Returns the piece in a column.</summary>
    public Piece? PieceAt(int column)
    {
        foreach (var piece in Pieces)
        {
            column -= TextFit.Width(piece.Text);
            if (column < 0)
                return piece;
        }
        return null;
    }

    /// <summary>Wraps the line to a width, between words; a word that is wider than a line is cut.</summary>
    public IEnumerable<ScreenLine> Wrapped(int width)
    {
        var line = new List<Piece>();
        var left = width;
        foreach (var piece in Pieces)
        {
            var text = piece.Text;
            while (TextFit.Width(text) > left)
            {
                var end = EndOfWords(text, left, line.Count == 0);
                line.Add(piece with { Text = text[..end] });
                yield return this with { Pieces = line };
                (line, left, text) = ([], Math.Max(2, width), text[end..].TrimStart(' '));
            }
            line.Add(piece with { Text = text });
            left -= TextFit.Width(text);
        }
        yield return this with { Pieces = line };
    }

    /// <summary>Returns the end of the words that fit; 0 if the next line has more room for the first one.</summary>
    private static int EndOfWords(string text, int room, bool isWholeLine)
    {
        var fitting = TextFit.Start(text, room);
        if (fitting.Length < text.Length && text[fitting.Length] == ' ')
            return fitting.Length;
        var space = fitting.AsSpan().TrimStart(' ').LastIndexOf(' ');
        return space >= 0 ? fitting.Length - fitting.AsSpan().TrimStart(' ').Length + space : isWholeLine ? fitting.Length : 0;
    }

    /// <summary>
    /// Cuts or pads the line to exactly that width. What can't be seen is escaped: every line of a screen goes through here.
    /// </summary>
    public ScreenLine Fit(int width)
    {
        var fitted = new List<Piece>();
        var left = width;
        foreach (var piece in Pieces)
        {
            var text = DisplayText.PrintableLine(piece.Text);
            var cut = TextFit.Cut(text, left);
            left -= TextFit.Width(cut);
            fitted.Add(piece with { Text = cut });
            if (cut.Length < text.Length || left == 0)
                break;
        }
        if (left > 0)
            fitted.Add(new Piece(new string(' ', left)));
        return this with { Pieces = fitted };
    }
}
