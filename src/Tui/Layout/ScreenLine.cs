namespace DarkLang.Tui.Layout;

/// <summary>What a piece of text means; a colour only says it again.</summary>
internal enum Tone
{
    Plain,
    Faint,
    Strong,
    Good,
    Warning,
    Bad,
    Keyword,
    Literal,
}

/// <param name="IsMarked">Selected within its line.</param>
internal sealed record Piece(string Text, Tone Tone = Tone.Plain, bool IsMarked = false);

/// <summary>One line of a screen, still without a terminal.</summary>
internal sealed record ScreenLine(IReadOnlyList<Piece> Pieces, bool IsSelected = false)
{
    public static readonly ScreenLine Empty = new([]);

    public string Text => string.Concat(Pieces.Select(piece => piece.Text));

    public static ScreenLine Of(string text, Tone tone = Tone.Plain) => new([new Piece(text, tone)]);

    /// <summary>The line in exactly that width.</summary>
    public ScreenLine Fit(int width)
    {
        var fitted = new List<Piece>();
        var left = width;
        foreach (var piece in Pieces)
        {
            var cut = Words.Cut(piece.Text, left);
            left -= Words.Width(cut);
            fitted.Add(piece with { Text = cut });
            if (cut.Length < piece.Text.Length || left == 0)
                break;
        }
        if (left > 0)
            fitted.Add(new Piece(new string(' ', left)));
        return this with { Pieces = fitted };
    }
}
