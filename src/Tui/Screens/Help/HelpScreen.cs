namespace DarkLang.Tui.Screens.Help;

/// <summary>Lists the keys of the screen below it, and explains the signs and the columns.</summary>
internal sealed record HelpScreen(ScreenKind Of) : Screen
{
    /// <summary>The first line that is shown.</summary>
    public int First { get; private init; }

    public override ScreenKind Kind => ScreenKind.Help;

    public override Screen Move(int rows) => this with { First = Math.Clamp(First + rows, 0, Keys.In(Of).Count()) };

    public override IEnumerable<ScreenLine> Render(CanvasModel model, int width, int height)
    {
        IReadOnlyList<ScreenLine> lines =
        [
            .. Keys.In(Of).SelectMany(entry => KeyLines(entry, width)),
            .. Meanings.SelectMany(meaning => TextFit.Wrap(meaning, width - 1)).Select(line => ScreenLine.Of(" " + line, Tone.Faint)),
        ];
        return Pane.Around(lines, height, Math.Min(First + (height / 2), lines.Count - 1));
    }

    public override ScreenResult? Do(UiCommand command, CanvasModel model) =>
        command == UiCommand.Help ? new ScreenResult(model.Back()) : null;

    private static IReadOnlyList<string> Meanings { get; } =
    [
        "○ completed ✗ failed ⧖ timed out ◌ incomplete ● running",
        "WAIT: waiting for newer code; DEAD: dead letters; OLDEST: age of the oldest ready message; "
            + "LIMITED: until the rate allows the next attempt; P50: median duration of the recent attempts",
    ];

    /// <summary>A long description continues on further lines.</summary>
    private static IEnumerable<ScreenLine> KeyLines(KeyEntry entry, int width) =>
        TextFit.Wrap(entry.Description, width - 6)
            .Select((line, i) =>
                new ScreenLine([new Piece($" {TextFit.Fit(i == 0 ? entry.Label : "", 5)}", Tone.Strong), new Piece(line)]));
}
