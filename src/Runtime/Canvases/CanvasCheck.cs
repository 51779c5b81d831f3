using DarkLang.Runtime.Crons;

namespace DarkLang.Runtime.Canvases;

/// <summary>Loads a canvas and checks its schedules too, which need a calendar.</summary>
public static class CanvasCheck
{
    /// <summary>Returns the canvas with all diagnostics, in the order of the sources and of the locations in them.</summary>
    public static LoadedCanvas Load(IReadOnlyList<SourceText> sources) => WithSchedules(CanvasLoader.Load(sources), sources);

    /// <summary>Does the same for a canvas whose tests are run.</summary>
    public static LoadedCanvas LoadToTest(IReadOnlyList<SourceText> sources) => WithSchedules(CanvasLoader.LoadToTest(sources), sources);

    private static LoadedCanvas WithSchedules(LoadedCanvas loaded, IReadOnlyList<SourceText> sources)
    {
        if (RequiredVersion.IsTooOld(loaded.Diagnostics))
            return loaded;
        var ofSchedules = SchedulesOf(loaded, sources).SelectMany(schedule => Check(schedule.Syntax, schedule.Source)).ToList();
        if (ofSchedules.Count == 0)
            return loaded;
        var hasError = ofSchedules.Any(diagnostic => diagnostic.Severity == Severity.Error);
        return new LoadedCanvas(hasError ? null : loaded.Canvas, Merge(loaded.Diagnostics, ofSchedules, sources));
    }

    private static IReadOnlyList<Diagnostic> Check(ScheduleSyntax syntax, SourceText source)
    {
        Schedule.TryCreate(syntax, source, out var diagnostics);
        return diagnostics;
    }

    /// <summary>Returns all schedules. Without a canvas, because of errors, the sources are parsed again as far as possible.</summary>
    private static IEnumerable<(ScheduleSyntax Syntax, SourceText Source)> SchedulesOf(
        LoadedCanvas loaded, IReadOnlyList<SourceText> sources) => loaded.Canvas is { } canvas
        ? canvas.Crons.Select(cron => (cron.Schedule, cron.NameAt.Source))
        : from source in sources
          from cron in CanvasParser.ParseFile(source).Syntax.Items.OfType<CronItem>()
          select (cron.Schedule, source);

    private static List<Diagnostic> Merge(
        IReadOnlyList<Diagnostic> ofCode, IReadOnlyList<Diagnostic> ofSchedules, IReadOnlyList<SourceText> sources)
    {
        var order = sources.Select((source, index) => (source, index)).ToDictionary(pair => pair.source, pair => pair.index);
        return
        [
            .. ofCode.Concat(ofSchedules)
                .DistinctBy(diagnostic => (diagnostic.Code, diagnostic.Location))
                .OrderBy(diagnostic => order[diagnostic.Location.Source])
                .ThenBy(diagnostic => diagnostic.Location.Span.Start),
        ];
    }
}
