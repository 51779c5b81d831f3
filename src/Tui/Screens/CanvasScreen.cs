namespace DarkLang.Tui.Screens;

/// <summary>Renders the screen in front: a pure function of the model and the size.</summary>
internal static class CanvasScreen
{
    public const int LeastWidth = 40;
    public const int LeastHeight = 12;

    /// <summary>Returns exactly as many lines as the screen is high, each as wide as the screen.</summary>
    public static IReadOnlyList<ScreenLine> Render(CanvasModel model, int width, int height)
    {
        IEnumerable<ScreenLine> lines = width < LeastWidth || height < LeastHeight
            ? [ScreenLine.Of($"too small: {width}x{height}, needs {LeastWidth}x{LeastHeight}", Tone.Warning)]
            : [.. Filled(model.Top.Render(model, width, height - 2), height - 2), Detail(model, width), Footer(model, width)];
        return [.. Filled(lines, height).Select(line => line.Fit(width))];
    }

    private static IEnumerable<ScreenLine> Filled(IEnumerable<ScreenLine> lines, int height) =>
        lines.Concat(Enumerable.Repeat(ScreenLine.Empty, height)).Take(height);

    /// <summary>The line above the footer: a question, the typed text, a notice, a warning, or a note on the selection.</summary>
    private static ScreenLine Detail(CanvasModel model, int width) => model switch
    {
        { Question: { } question } => Ask(question),
        { Typing: { } typing } => new ScreenLine([new Piece(" /", Tone.Strong), .. typing.Show(width - 4)]),
        { Notice: { } notice } => Line(notice, Tone.Strong),
        { Status.Trouble: { } trouble } => Line($"the store accepts no changes: {trouble}", Tone.Bad),
        { Status.WaitingForDiskSpace: [var handler, ..] } => Line($"{handler} waits: its finished work does not fit on the disk", Tone.Bad),
        { Status.Damage: [var damage, ..] } => Line($"the store is damaged: {damage}", Tone.Bad),
        _ => Line(model.Top.About(model), Tone.Faint),
    };

    private static ScreenLine Line(string text, Tone tone) => ScreenLine.Of(" " + DisplayText.PrintableLine(text), tone);

    private static ScreenLine Ask(Question question) => new(
    [
        new Piece(" " + DisplayText.PrintableLine(question.Text), Tone.Warning),
        .. question.Answers.Select(answer => new Piece($"  {answer.Label}: {answer.Name}", Tone.Strong)),
        new Piece("  any other key: cancel", Tone.Strong),
    ]);

    /// <summary>Shows as many keys as fit, the help always. Keys that a read-only screen refuses are dim.</summary>
    private static ScreenLine Footer(CanvasModel model, int width)
    {
        List<KeyEntry> entries =
            [.. Keys.In(model.Top.Kind).Where(entry => entry.Command != UiCommand.Back || model.Top.Kind != ScreenKind.Overview)];
        var shown = new List<KeyEntry>();
        var left = width - entries.Where(entry => entry.Command == UiCommand.Help).Sum(Room);
        foreach (var entry in entries)
        {
            left -= entry.Command == UiCommand.Help ? 0 : Room(entry);
            if (left < 0)
                break;
            shown.Add(entry);
        }
        if (!shown.Exists(entry => entry.Command == UiCommand.Help))
            shown.AddRange(entries.Where(entry => entry.Command == UiCommand.Help));
        return new ScreenLine([.. shown.SelectMany(entry => Pieces(entry, entry.ChangesCanvas && model.Setup.IsReadOnly))]);
    }

    private static int Room(KeyEntry entry) => TextFit.Width(entry.Label) + TextFit.Width(entry.Name) + 3;

    private static IEnumerable<Piece> Pieces(KeyEntry entry, bool isDim) =>
    [
        new Piece($" {entry.Label}", isDim ? Tone.Faint : Tone.Strong, Command: entry.Command),
        new Piece($" {entry.Name} ", Tone.Faint, Command: entry.Command),
    ];
}
