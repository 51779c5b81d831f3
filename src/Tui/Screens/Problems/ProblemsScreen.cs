namespace DarkLang.Tui.Screens.Problems;

/// <summary>The problems in the files of the canvas as read last, and which version runs.</summary>
internal sealed record ProblemsScreen : ListScreen
{
    private static readonly Column<ProblemView>[] Columns =
    [
        new("SEVERITY", (problem, _) => SeverityOf(problem), 1) { Widest = 8 },
        Column.Text<ProblemView>("CODE", 3, problem => problem.Code) with { Widest = 5 },
        Column.Text<ProblemView>("AT", 2, LocationOf, shortest: 12),
        Column.Text<ProblemView>("MESSAGE", 0, problem => problem.Message, shortest: 12),
    ];

    public override ScreenKind Kind => ScreenKind.Problems;

    public override IEnumerable<ScreenLine> Render(CanvasModel model, int width, int height)
    {
        var header = Header.Render(model, width);
        // On a small screen, the problems themselves have priority.
        IReadOnlyList<ScreenLine> about = [Rule("Problems", width), .. Loaded(model, width).Take(Math.Max(1, (height / 2) - 4))];
        var problems = Problems(model).ToList();
        return [.. header, .. about, .. problems is []
            ? [ScreenLine.Of("  " + (Filter is "" ? "no problems in the files" : NoMatch("problem")), Tone.Faint)]
            : Pane.WithDetail(
                pane => TableOf(Columns, problems, problem => RowOf(problems.IndexOf(problem)), model, pane),
                pane => Selected(model) is { } selected ? ExcerptLines.Fit(selected.Text, pane) : [],
                width, height - header.Count - about.Count, DetailFrom)];
    }

    public override string About(CanvasModel model) => Selected(model) is { Code: { } code } ? $"`dark explain {code}` explains it" : "";

    public override string? Copies(CanvasModel model) => Selected(model) is { } problem ? LocationOf(problem) : null;

    protected override IEnumerable<string> RowsIn(CanvasModel model) => Problems(model).Select((_, i) => RowOf(i));

    private IEnumerable<ProblemView> Problems(CanvasModel model) => (model.Status.Loaded?.Problems ?? [])
        .Where(problem => Passes(problem.Code, problem.Severity.Word(), problem.Message, problem.File));

    private ProblemView? Selected(CanvasModel model) => Selection.Row is null ? null : Problems(model).ElementAtOrDefault(Selection.At);

    private static string RowOf(int index) => index.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<ScreenLine> Loaded(CanvasModel model, int width)
    {
        if (model.Status.Loaded is not { } loaded)
            return [ScreenLine.Of("  no canvas runs, so no files were read", Tone.Faint)];
        var at = DisplayTime.Moment(loaded.At, model.Status.Now);
        IReadOnlyList<string> sentences =
        [
            loaded.IsRefused
                ? $"The files were changed at {at} and refused: version {loaded.Version} keeps running until they are fixed."
                : $"The files were read at {at}: version {loaded.Version} runs.",
            .. Items("added", loaded.Added),
            .. Items("removed", loaded.Removed),
            .. Items("changed", loaded.Changed),
        ];
        return [.. sentences.SelectMany(sentence => TextFit.Wrap(DisplayText.PrintableLine(sentence), width - 2))
            .Select(line => ScreenLine.Of("  " + line, loaded.IsRefused ? Tone.Bad : Tone.Faint)), ScreenLine.Empty];
    }

    private static IEnumerable<string> Items(string what, IReadOnlyList<string> items) =>
        items is [] ? [] : [$"{what}: {string.Join(", ", items)}"];

    private static string LocationOf(ProblemView problem) =>
        problem.Line == 0 ? problem.File : string.Create(CultureInfo.InvariantCulture, $"{problem.File}:{problem.Line}:{problem.Column}");

    private static Cell SeverityOf(ProblemView problem) =>
        problem.Severity == Severity.Error ? new Cell("✗ error", Tone.Bad) : new Cell("◌ warning", Tone.Warning);
}
