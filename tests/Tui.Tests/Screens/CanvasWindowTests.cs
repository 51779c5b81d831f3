using DarkLang.Tui.Screens;
using DarkLang.Tui.Screens.Handlers;
using DarkLang.Tui.Screens.Overview;
using Terminal.Gui.App;
using Terminal.Gui.Input;
using Terminal.Gui.Testing;
using Terminal.Gui.Time;

namespace DarkLang.Tui.Tests.Screens;

public sealed class CanvasWindowTests
{
    [Fact]
    public void Keys_move_the_selection_and_ask_for_acts_on_a_real_screen()
    {
        Environment.SetEnvironmentVariable("DisableRealDriverIO", "1");
        var asked = new List<Act>();
        using var app = Application.Create(new VirtualTimeProvider());
        app.Init("ansi");
        app.Driver!.SetScreenSize(80, 24);
        using var window = new CanvasWindow(Canvases.Of(Canvases.Busy), new Palette(coloured: true), asked.Add);
        var session = app.Begin(window);

        app.InjectKey(Key.J);
        app.InjectKey(Key.CursorDown);
        app.InjectKey(Key.K);
        app.InjectKey(Key.P);
        app.InjectKey(Key.Esc);
        app.LayoutAndDraw();

        Assert.Contains("▶ send-mail", app.Driver.ToString(), StringComparison.Ordinal);
        Assert.Equal("pause worker send-mail", Assert.Single(asked).Name);

        app.InjectKey(Key.Enter);
        app.LayoutAndDraw();
        Assert.Contains("worker send-mail", app.Driver.ToString(), StringComparison.Ordinal);
        app.InjectKey(Key.Tab);
        Assert.Equal(HandlerTab.Dead, Assert.IsType<HandlerScreen>(window.Model.Top).Tab);
        app.InjectKey(Key.Esc);
        Assert.IsType<OverviewScreen>(window.Model.Top);

        app.InjectKey(new Key('?'));
        app.LayoutAndDraw();
        Assert.Contains("runs the selected cron now", app.Driver.ToString(), StringComparison.Ordinal);
        app.InjectKey(new Key('?'));
        Assert.IsType<OverviewScreen>(window.Model.Top);
        app.InjectKey(Key.Q);
        Assert.True(window.StopRequested);
        app.End(session!);
    }

    [Fact]
    public void A_question_is_answered_with_y_and_any_other_key_is_a_no()
    {
        Environment.SetEnvironmentVariable("DisableRealDriverIO", "1");
        var asked = new List<Act>();
        using var app = Application.Create(new VirtualTimeProvider());
        app.Init("ansi");
        using var window = new CanvasWindow(Canvases.Named("dead"), new Palette(coloured: false), asked.Add);
        var session = app.Begin(window);

        app.InjectKey(Key.R.WithShift);
        app.InjectKey(Key.Enter);
        Assert.Empty(asked);
        app.InjectKey(Key.R.WithShift);
        app.InjectKey(Key.Y);
        Assert.Equal("retry the dead letters of worker resize", Assert.Single(asked).Name);
        app.End(session!);
    }
}
