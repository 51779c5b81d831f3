using DarkLang.Tui.Layout;
using DarkLang.Tui.Screens.Handlers;

namespace DarkLang.Tui.Screens;

/// <summary>Makes the lines of whatever is open: a pure function of the model and the size.</summary>
internal static class CanvasScreen
{
    public const int LeastWidth = 40;
    public const int LeastHeight = 12;

    /// <summary>Exactly as many lines as the screen is high, each as wide as it.</summary>
    public static IReadOnlyList<ScreenLine> Render(CanvasModel model, int width, int height)
    {
        var lines = width < LeastWidth || height < LeastHeight
            ? [ScreenLine.Of($"too small: {width}x{height}, needs {LeastWidth}x{LeastHeight}", Tone.Warning)]
            : model.ShowsHelp ? HelpScreen.Render(model.Place, width) : Opened(model, width, height);
        return [.. lines.Concat(Enumerable.Repeat(ScreenLine.Empty, height)).Take(height).Select(line => line.Fit(width))];
    }

    private static IEnumerable<ScreenLine> Opened(CanvasModel model, int width, int height)
    {
        var lines = model.Handler is { } handler
            ? HandlerScreen.Render(model, handler, width, height)
            : OverviewScreen.Render(model, width, height);
        return [.. lines, Detail(model), Footer(model.Place, width)];
    }

    /// <summary>The line above the footer: a question, what just happened, or else what is to know about what is selected.</summary>
    private static ScreenLine Detail(CanvasModel model)
    {
        if (model.Question is { } question)
            return new ScreenLine([new Piece(" " + Words.OneLine(question.Text), Tone.Warning), new Piece("  y: yes, any other key: no", Tone.Strong)]);
        if (model.Notice is { } notice)
            return ScreenLine.Of(" " + Words.OneLine(notice), Tone.Strong);
        if (model.Status.Damage is [var damage, ..])
            return ScreenLine.Of($" the store is damaged: {Words.OneLine(damage)}", Tone.Bad);
        return model.Handler is { } handler ? ScreenLine.Of(" " + HandlerScreen.About(handler), Tone.Faint) : ScreenLine.Of(" " + Words.OneLine(OverviewScreen.About(model)), Tone.Faint);
    }

    private static ScreenLine Footer(Place place, int width)
    {
        var pieces = new List<Piece>();
        var left = width;
        foreach (var entry in Keys.In(place).Where(entry => entry.Deed != Deed.Back || place != Place.Overview))
        {
            left -= Words.Width(entry.Shown) + Words.Width(entry.Name) + 3;
            if (left < 0)
                break;
            pieces.Add(new Piece($" {entry.Shown}", Tone.Strong));
            pieces.Add(new Piece($" {entry.Name} ", Tone.Faint));
        }
        return new ScreenLine(pieces);
    }
}
