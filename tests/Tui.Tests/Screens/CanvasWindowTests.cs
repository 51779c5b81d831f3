using System.Drawing;
using DarkLang.Tui.Screens;
using DarkLang.Tui.Screens.Forms;
using DarkLang.Tui.Screens.Handlers;
using DarkLang.Tui.Screens.Overview;
using DarkLang.Tui.Screens.Traces;
using DarkLang.Tui.Tests.Screens.Traces;
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
        var (asked, copied) = (new List<ClientRequest>(), new List<string>());
        using var app = Application.Create(new VirtualTimeProvider());
        app.Init("ansi");
        app.Driver!.SetScreenSize(80, 24);
        using var window = new CanvasWindow(Canvases.Of(Canvases.Busy), Theme.Of(ThemeChoice.Dark), asked.Add, copied.Add);
        var session = app.Begin(window);

        app.InjectKey(Key.J);
        app.InjectKey(Key.CursorDown);
        app.InjectKey(Key.K);
        app.InjectKey(Key.P);
        app.InjectKey(Key.Esc);
        app.LayoutAndDraw();

        Assert.Contains("▶ send-mail", app.Driver.ToString(), StringComparison.Ordinal);
        Assert.Equal("pause worker send-mail", Assert.Single(asked, act => act != ClientRequest.Look).Name);

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
    public void The_mouse_selects_opens_and_does_what_the_footer_says()
    {
        Environment.SetEnvironmentVariable("DisableRealDriverIO", "1");
        var asked = new List<ClientRequest>();
        using var app = Application.Create(new VirtualTimeProvider());
        app.Init("ansi");
        app.Driver!.SetScreenSize(80, 24);
        using var window = new CanvasWindow(Canvases.Of(Canvases.Busy), Theme.Of(ThemeChoice.Ascii), asked.Add, _ => { });
        var session = app.Begin(window);
        app.LayoutAndDraw();
        Assert.Contains("> resize", app.Driver.ToString(), StringComparison.Ordinal);

        window.NewMouseEvent(At(4, 4, MouseFlags.LeftButtonClicked));
        Assert.Equal("worker send-mail", window.Model.Selected());
        window.NewMouseEvent(At(4, 9, MouseFlags.WheeledUp));
        Assert.Equal("worker resize", window.Model.Selected());
        window.NewMouseEvent(At(9, 23, MouseFlags.LeftButtonClicked));
        Assert.Equal("pause worker resize", Assert.Single(asked).Name);
        window.NewMouseEvent(At(4, 4, MouseFlags.LeftButtonDoubleClicked));
        Assert.Equal("send-mail", Assert.IsType<HandlerScreen>(window.Model.Top).Id.Name);
        app.End(session!);
    }

    [Fact]
    public void Letters_are_typed_into_a_filter_and_a_form_and_do_nothing_else()
    {
        Environment.SetEnvironmentVariable("DisableRealDriverIO", "1");
        var (asked, copied) = (new List<ClientRequest>(), new List<string>());
        using var app = Application.Create(new VirtualTimeProvider());
        app.Init("ansi");
        using var window = new CanvasWindow(Canvases.Of(Canvases.Busy), Theme.Of(ThemeChoice.Mono), asked.Add, copied.Add);
        var session = app.Begin(window);

        foreach (var letter in "/pq")
            app.InjectKey(new Key(letter));
        Assert.Null(window.Model.Selected());
        app.InjectKey(Key.Esc);
        app.InjectKey(Key.Y);
        Assert.Equal(["resize"], copied);

        foreach (var letter in "eq1")
            app.InjectKey(new Key(letter));
        Assert.Equal(["resize", "q1", ""], Assert.IsType<FormScreen>(window.Model.Top).Texts);
        app.InjectKey(Key.Enter);
        Assert.Contains("this is no JSON", window.Model.Notice, StringComparison.Ordinal);
        app.InjectKey(Key.Backspace);
        app.InjectKey(Key.Backspace);
        app.InjectKey(Key.Enter);
        Assert.Equal("emit to resize", Assert.Single(asked, act => act != ClientRequest.Look).Name);
        app.End(session!);
    }

    [Fact]
    public void The_terminal_shows_what_was_rendered_after_every_change_resize_and_clearing()
    {
        Environment.SetEnvironmentVariable("DisableRealDriverIO", "1");
        using var app = Application.Create(new VirtualTimeProvider());
        app.Init("ansi");
        app.Driver!.SetScreenSize(100, 30);
        using var window = new CanvasWindow(Canvases.Lively(), Theme.Of(ThemeChoice.Mono), _ => { }, _ => { });
        var session = app.Begin(window);
        Shown();
        app.InjectKey(Key.J);
        Shown();
        app.InjectKey(new Key('?'));
        Shown();
        app.Driver.SetScreenSize(60, 20);
        Shown();
        app.InjectKey(Key.Esc);
        Shown();
        app.Driver.SetScreenSize(100, 30);
        Shown();
        app.Driver.ClearContents();
        window.SetNeedsDraw();
        Shown();
        app.ClearScreenNextIteration = true;
        Shown();
        app.End(session!);

        void Shown()
        {
            app.LayoutAndDraw();
            var lines =
                CanvasScreen.Render(window.Model, app.Driver.Screen.Width, app.Driver.Screen.Height).Select(line => line.Text.TrimEnd());
            Assert.Equal(lines, app.Driver.ToString()!.TrimEnd('\n').Split('\n').Select(line => line.TrimEnd()));
        }
    }

    [Fact]
    public void A_trace_is_searched_by_typing_and_its_rows_are_clicked_on()
    {
        Environment.SetEnvironmentVariable("DisableRealDriverIO", "1");
        using var app = Application.Create(new VirtualTimeProvider());
        app.Init("ansi");
        app.Driver!.SetScreenSize(120, 30);
        using var window = new CanvasWindow(Recorded.Shown(Recorded.Failing()), Theme.Of(ThemeChoice.Mono), _ => { }, _ => { });
        var session = app.Begin(window);

        foreach (var letter in "/tray")
            app.InjectKey(new Key(letter));
        app.LayoutAndDraw();
        Assert.Contains(" /tray", app.Driver.ToString(), StringComparison.Ordinal);
        app.InjectKey(Key.Enter);
        Assert.Null(window.Model.Typing);
        var found = Assert.IsType<TraceScreen>(window.Model.Top);
        Assert.Equal("tray", found.Query);
        app.InjectKey(Key.N);
        app.InjectKey(Key.N.WithShift);
        Assert.Equal(found.Selected, Assert.IsType<TraceScreen>(window.Model.Top).Selected);
        foreach (var letter in "/qq")
            app.InjectKey(new Key(letter));
        app.InjectKey(Key.Esc);
        Assert.Equal("tray", Assert.IsType<TraceScreen>(window.Model.Top).Query);

        app.LayoutAndDraw();
        var lines = app.Driver.ToString().Split('\n').ToList();
        window.NewMouseEvent(
            At(20, lines.FindIndex(line => line.Contains("fn unitCents", StringComparison.Ordinal)), MouseFlags.LeftButtonClicked));
        Assert.Equal("unitCents", Assert.IsType<TraceScreen>(window.Model.Top).Text());
        app.End(session!);
    }

    private static Mouse At(int column, int line, MouseFlags flags) => new() { Position = new Point(column, line), Flags = flags };

    [Fact]
    public void A_question_is_answered_with_y_and_any_other_key_is_a_no()
    {
        Environment.SetEnvironmentVariable("DisableRealDriverIO", "1");
        var asked = new List<ClientRequest>();
        using var app = Application.Create(new VirtualTimeProvider());
        app.Init("ansi");
        using var window = new CanvasWindow(Canvases.Named("dead"), Theme.Of(ThemeChoice.Mono), asked.Add, _ => { });
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
