using System.Globalization;
using DarkLang.Lang.Diagnostics;
using DarkLang.Runtime.Control;
using DarkLang.Tui.Layout;

namespace DarkLang.Tui.Screens.Problems;

/// <summary>What is wrong with the files of the canvas as they were read last, and which version runs.</summary>
internal sealed record ProblemsScreen : ListScreen
{
    private static readonly Column[] Columns =
    [
        new("SEVERITY", 1, Widest: 8),
        new("CODE", 3, Widest: 5),
        new("AT", 2, Shortest: 12),
        new("MESSAGE", 0, Shortest: 12),
    ];

    public override ScreenKind Kind => ScreenKind.Problems;

    public override IEnumerable<ScreenLine> Render(CanvasModel model, int width, int height)
    {
        var header = Header.Render(model, width);
        // Where room is short, the problems themselves come first.
        IReadOnlyList<ScreenLine> about = [Rule("Problems", width), .. Loaded(model, width).Take(Math.Max(1, (height / 2) - 4))];
        var rows = Problems(model).Select((problem, i) => Row(RowOf(i), Cells(problem))).ToList();
        return [.. header, .. about, .. rows is []
            ? [ScreenLine.Of("  " + (Filter is ""
                ? "none: nothing is wrong with the files"
                : $"no problem has \"{Words.OneLine(Filter)}\" in it: Esc shows all again"), Tone.Faint)]
            : Pane.WithDetail(pane => [.. Table.Lay(Columns, rows, pane)], [.. Detail(model)], width, height - header.Count - about.Count)];
    }

    public override string About(CanvasModel model) => Selected(model) is { Code: { } code } ? $"`dark explain {code}` tells more" : "";

    public override string? Copies(CanvasModel model) => Selected(model) is { } problem ? PlaceOf(problem) : null;

    protected override IEnumerable<string> RowsIn(CanvasModel model) => Problems(model).Select((_, i) => RowOf(i));

    private IEnumerable<ProblemView> Problems(CanvasModel model) =>
        (model.Status.Loaded?.Problems ?? [])
            .Where(problem => Passes(problem.Code, problem.Severity.Word(), problem.Message, problem.File));

    private ProblemView? Selected(CanvasModel model) => Selection.Row is null ? null : Problems(model).ElementAtOrDefault(Selection.At);

    private static string RowOf(int place) => place.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<ScreenLine> Loaded(CanvasModel model, int width)
    {
        if (model.Status.Loaded is not { } loaded)
            return [ScreenLine.Of("  nothing runs, so no file was read", Tone.Faint)];
        var at = Words.Moment(loaded.At, model.Status.Now, model.Setup.Zone);
        IReadOnlyList<string> sentences =
        [
            loaded.IsRefused
                ? $"The files were changed at {at} and are refused: version {loaded.Version} runs on until they are right."
                : $"The files were read at {at}: version {loaded.Version} runs.",
            .. Several("new", loaded.Added),
            .. Several("gone", loaded.Removed),
            .. Several("changed", loaded.Changed),
        ];
        return [.. sentences.SelectMany(sentence => Words.Wrap(Words.OneLine(sentence), width - 2))
            .Select(line => ScreenLine.Of("  " + line, loaded.IsRefused ? Tone.Bad : Tone.Faint)), ScreenLine.Empty];
    }

    private static IEnumerable<string> Several(string what, IReadOnlyList<string> items) =>
        items is [] ? [] : [$"{what}: {string.Join(", ", items)}"];

    private static string PlaceOf(ProblemView problem) =>
        problem.Line == 0 ? problem.File : string.Create(CultureInfo.InvariantCulture, $"{problem.File}:{problem.Line}:{problem.Column}");

    private static IReadOnlyList<Piece> Cells(ProblemView problem) =>
    [
        problem.Severity == Severity.Error ? new Piece("✗ error", Tone.Bad) : new Piece("◌ warning", Tone.Warning),
        new(problem.Code ?? "-"),
        new(Words.OneLine(PlaceOf(problem))),
        new(Words.OneLine(problem.Message)),
    ];

    private IEnumerable<ScreenLine> Detail(CanvasModel model) =>
        Selected(model) is { } problem ? problem.Text.TrimEnd().Split('\n').Select(line => ScreenLine.Of(Words.OneLine(line))) : [];
}
