using Terminal.Gui.Input;

namespace DarkLang.Tui.Screens.Palette;

/// <summary>Runs a command that is found by its name.</summary>
/// <param name="Of">The screen it was opened from.</param>
internal sealed record PaletteScreen(ScreenKind Of) : Screen
{
    private const int WidthOfKey = 5;
    private const int WidestName = 30;

    public LineBuffer Line { get; private init; } = LineBuffer.Empty;

    public ListSelection Selection { get; private init; } = ListSelection.None;

    public override ScreenKind Kind => ScreenKind.Palette;

    public override IEnumerable<ScreenLine> Render(CanvasModel model, int width, int height)
    {
        var commands = Fitting(model);
        IReadOnlyList<ScreenLine> rows = commands is []
            ? [ScreenLine.Of("  no command matches", Tone.Faint)]
            : [.. commands.Select(command => Row(command, Math.Min(WidestName, commands.Max(each => TextFit.Width(each.Name)))))];
        var line = new ScreenLine([new Piece(" :", Tone.Strong), .. Line.Show(width - 3)]);
        return [line, Pane.Rule("commands", width), .. Pane.Around(rows, height - 2)];
    }

    public override Screen Move(int rows) => this with { Selection = Selection.Move(rows) };

    public override Screen Select(string row) => this with { Selection = Selection.To(row) };

    public override Screen WithModel(CanvasModel model) =>
        this with { Selection = Selection.Among(Fitting(model).Select(command => command.Name)) };

    /// <summary>Typing selects the best match.</summary>
    public override ScreenResult? Type(Key key, CanvasModel model) =>
        Line.Press(key) is { } line ? new ScreenResult(model.Replace(this with { Line = line, Selection = ListSelection.None })) : null;

    public override ScreenResult? Do(UiCommand request, CanvasModel model)
    {
        if (request != UiCommand.Open)
            return null;
        var below = model.Back();
        return Fitting(model).FirstOrDefault(command => command.Name == Selection.Row) is { } command
            ? command.Run(below)
            : new ScreenResult(below);
    }

    private List<PaletteEntry> Fitting(CanvasModel model) =>
        [.. PaletteEntry
            .All(model, Of)
            .DistinctBy(command => command.Name)
            .Select(command => (Command: command, Fit: command.Fit(Line.Text)))
            .Where(each => each.Fit is not null)
            .OrderBy(each => each.Fit)
            .Select(each => each.Command)];

    private ScreenLine Row(PaletteEntry command, int widthOfName) => new(
    [
        new Piece(command.Name == Selection.Row ? "▶ " : "  ", Tone.Strong),
        new Piece(TextFit.Fit(DisplayText.PrintableLine(command.Name), widthOfName) + "  "),
        new Piece(TextFit.Fit(command.Label, WidthOfKey), Tone.Strong),
        new Piece(command.Description, Tone.Faint),
    ], command.Name == Selection.Row, command.Name);
}
