using DarkLang.Tui.Screens;
using Terminal.Gui.App;
using Terminal.Gui.Input;
using Terminal.Gui.Testing;
using Terminal.Gui.Time;

namespace DarkLang.Tui.Tests.Screens;

public sealed class OverviewWindowTests
{
    [Fact]
    public void Keys_move_the_selection_and_ask_for_acts_on_a_real_screen()
    {
        Environment.SetEnvironmentVariable("DisableRealDriverIO", "1");
        var asked = new List<Act>();
        using var app = Application.Create(new VirtualTimeProvider());
        app.Init("ansi");
        app.Driver!.SetScreenSize(80, 24);
        using var window = new OverviewWindow(OverviewModel.Of(Canvases.Busy), new Palette(coloured: true), "ada", asked.Add);
        var session = app.Begin(window);

        app.InjectKey(Key.J);
        app.InjectKey(Key.CursorDown);
        app.InjectKey(Key.K);
        app.InjectKey(Key.P);
        app.InjectKey(Key.Esc);
        app.LayoutAndDraw();

        Assert.Contains("▶ send-mail", app.Driver.ToString(), StringComparison.Ordinal);
        Assert.Equal("pause worker send-mail", Assert.Single(asked).Name);

        app.InjectKey(new Key('?'));
        app.LayoutAndDraw();
        Assert.Contains("runs the selected cron now", app.Driver.ToString(), StringComparison.Ordinal);
        app.InjectKey(Key.Q);
        Assert.True(window.StopRequested);
        app.End(session!);
    }
}
