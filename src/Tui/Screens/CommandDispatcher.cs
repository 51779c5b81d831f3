using DarkLang.Tui.Screens.Help;
using DarkLang.Tui.Screens.Palette;

namespace DarkLang.Tui.Screens;

/// <summary>Runs a command on the screen in front.</summary>
internal static class CommandDispatcher
{
    private const int Page = 10;
    private const int LinesOfDetail = 5;

    public static ScreenResult Do(UiCommand command, CanvasModel model) => model.Setup.IsReadOnly && Keys.ChangesCanvas(command)
        ? ScreenResult.Refuse(model, "this screen is read-only: start `dark tui` without --read-only to change something")
        : (model.Top.Do(command, model) ?? OnEveryScreen(command, model)).Explained(command, model);

    private static ScreenResult OnEveryScreen(UiCommand command, CanvasModel model) => command switch
    {
        UiCommand.Up => new ScreenResult(model.Move(-1)),
        UiCommand.Down => new ScreenResult(model.Move(1)),
        UiCommand.PageUp => new ScreenResult(model.Move(-Page)),
        UiCommand.PageDown => new ScreenResult(model.Move(Page)),
        UiCommand.First => new ScreenResult(model.Move(int.MinValue)),
        UiCommand.Last => new ScreenResult(model.Move(int.MaxValue)),
        UiCommand.DetailUp when model.Top is ListScreen list => Scroll(model, list.Scrolled(-LinesOfDetail)),
        UiCommand.DetailDown when model.Top is ListScreen list => Scroll(model, list.Scrolled(LinesOfDetail)),
        UiCommand.Mark when model.Top is ListScreen list => new ScreenResult(model.Replace(list.Marked())),
        UiCommand.Filter or UiCommand.Search when model.Top.SearchText is { } text =>
            new ScreenResult(model with { Typing = LineBuffer.Of(text) }),
        UiCommand.Palette => new ScreenResult(model.Push(new PaletteScreen(model.Top.Kind))),
        UiCommand.Help => new ScreenResult(model.Push(new HelpScreen(model.Top.Kind))),
        UiCommand.Copy => Copy(model),
        UiCommand.OpenTrace => Traces.TraceEntry.OfNewest(model, model.Top.Handler),
        UiCommand.ShowWay => Ways.WayScreen.Open(model, model.Top.MessageIn(model)),
        UiCommand.Back => new ScreenResult(Back(model), ClientRequest.Refresh),
        UiCommand.Quit => QuitPrompt.Ask(model),
        UiCommand.ShowOverview => new ScreenResult(model.ToOverview(), ClientRequest.Refresh),
        UiCommand.ShowCrons => Show(new Crons.CronsScreen(), model),
        UiCommand.ShowNotFound => Show(new NotFound.NotFoundScreen(), model),
        UiCommand.ShowDead => Show(new Dead.DeadScreen(), model),
        UiCommand.ShowStream => Show(new Stream.StreamScreen(), model),
        UiCommand.ShowProblems => Show(new Problems.ProblemsScreen(), model),
        _ => new ScreenResult(model),
    };

    /// <summary>Scrolls a detail, unless that shows nothing else: where its end is depends on the size of the terminal.</summary>
    private static ScreenResult Scroll(CanvasModel model, ListScreen scrolled)
    {
        var after = model.Replace(scrolled);
        var isSame = Lines(after).Zip(Lines(model)).All(lines => lines.First.LooksLike(lines.Second));
        return new ScreenResult(isSame ? model : after);

        static IReadOnlyList<ScreenLine> Lines(CanvasModel shown) => CanvasScreen.Render(shown, shown.Size.Width, shown.Size.Height);
    }

    private static ScreenResult Show(Screen screen, CanvasModel model) => new(model.ToOverview().Push(screen), ClientRequest.Refresh);

    private static ScreenResult Copy(CanvasModel model) => model.Top.Copies(model) is { } text
        ? new ScreenResult(model with { Notice = $"copied {text}" }) { Copied = text }
        : ScreenResult.Refuse(model, "nothing is selected to copy");

    /// <summary>Clears the marks, then the filter, before it goes back.</summary>
    private static CanvasModel Back(CanvasModel model) => model.Top switch
    {
        ListScreen { Selection.Marks.IsEmpty: false } list => model.Replace(list.WithoutMarks()),
        ListScreen { Filter: not "" } list => model.Replace(list.Filtered("")),
        _ => model.Back(),
    };
}
