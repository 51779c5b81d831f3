using DarkLang.Lang.Source;
using DarkLang.Lang.Values;
using DarkLang.Runtime.Model;
using DarkLang.Tests;
using DarkLang.Tui.Screens;
using DarkLang.Tui.Tests.Screens.Traces;

namespace DarkLang.Tui.Tests.Screens;

/// <summary>Screens of nasty names and texts: what is drawn can be seen, and does not turn its neighbours around.</summary>
public sealed class NastyScreenTests
{
    [Fact]
    public void No_screen_draws_what_can_not_be_seen() => NastyText.ForEach(nasty =>
    {
        var (name, key, text) = (nasty.Text(), nasty.Text(), nasty.Text());
        var source = $"""
            worker w
              let all = List::map [event, event] \item -> item.{nasty.Literal(key)} ++ {nasty.Literal(text)}
              event.{nasty.Literal(key)}

            """;
        var builder = new DictBuilder();
        builder.Set(Nfc.Of(key), Value.String(Nfc.Of(text)));
        var trace = Recorded.Beside(source, source.Replace("all", "both", StringComparison.Ordinal), ValueJson.Write(
            Value.Of(builder.ToDict()), indented: false));
        foreach (var screen in new[] { trace, trace.Pressed(UiCommand.NextTab), trace.Pressed(UiCommand.SideBySide) })
            AssertVisible(screen, Recorded.Shown(screen));

        var status = Canvases.Busy with
        {
            Canvas = text,
            Workers = [.. Canvases.Busy.Workers.Select((worker, i) => worker with { Name = name + i })],
            Crons = [.. Canvases.Busy.Crons.Select((cron, i) => cron with { Name = text + i, Schedule = key })],
        };
        var model = Canvases.Of(status);
        AssertVisible(model.Top, model);
    });

    private static void AssertVisible(Screen screen, CanvasModel model)
    {
        foreach (var width in new[] { 60, 120 })
        {
            foreach (var line in screen.Render(model, width, 30))
                NastyText.AssertVisible("a line", string.Concat(line.Fit(width).Pieces.Select(piece => piece.Text)));
        }
    }
}
