using DarkLang.Tui.Screens;
using DarkLang.Tui.Screens.Forms;
using DarkLang.Tui.Screens.Handlers;
using DarkLang.Tui.Screens.Help;
using DarkLang.Tui.Screens.Overview;
using DarkLang.Tui.Screens.Traces;
using DarkLang.Tui.Tests.Screens.Traces;
using Terminal.Gui.Input;

namespace DarkLang.Tui.Tests.Screens;

/// <summary>Keys, clicks and drawing in a terminal. What the screens show and do is tested without one.</summary>
public sealed class CanvasWindowTests
{
    [Fact]
    public void Arrows_and_letters_move_the_selection()
    {
        using var terminal = new HeadlessTerminal(Canvases.Of(Canvases.Busy), theme: ThemeChoice.Dark);
        terminal.Press(Key.J, Key.CursorDown, Key.K);
        Assert.Contains("▶ send-mail", terminal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_ASCII_theme_marks_the_selection_with_an_ASCII_character()
    {
        using var terminal = new HeadlessTerminal(Canvases.Of(Canvases.Busy), theme: ThemeChoice.Ascii);
        Assert.Contains("> resize", terminal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void P_asks_for_a_pause_of_the_selected_worker()
    {
        using var terminal = new HeadlessTerminal(Canvases.Of(Canvases.Busy));
        terminal.Press(Key.J, Key.P);
        Assert.Equal(["pause worker send-mail"], terminal.Requests);
    }

    [Fact]
    public void Enter_opens_the_selected_worker_and_tab_its_dead_letters()
    {
        using var terminal = new HeadlessTerminal(Canvases.Of(Canvases.Busy));
        terminal.Press(Key.J, Key.Enter);
        Assert.Contains("worker send-mail", terminal.Text, StringComparison.Ordinal);
        terminal.Press(Key.Tab);
        Assert.Equal(HandlerTab.Dead, Assert.IsType<HandlerScreen>(terminal.Model.Top).Tab);
    }

    [Fact]
    public void Escape_goes_back_to_the_previous_screen_and_never_closes_the_window()
    {
        using var terminal = new HeadlessTerminal(Canvases.Of(Canvases.Busy));
        terminal.Press(Key.Enter);
        Assert.IsType<HandlerScreen>(terminal.Model.Top);
        terminal.Press(Key.Esc);
        Assert.IsType<OverviewScreen>(terminal.Model.Top);
        terminal.Press(Key.Esc);
        Assert.IsType<OverviewScreen>(terminal.Model.Top);
        Assert.False(terminal.Window.StopRequested);
    }

    [Fact]
    public void A_question_mark_opens_the_help_and_closes_it()
    {
        using var terminal = new HeadlessTerminal(Canvases.Of(Canvases.Busy));
        terminal.Type("?");
        Assert.IsType<HelpScreen>(terminal.Model.Top);
        Assert.Contains("runs the selected cron now", terminal.Text, StringComparison.Ordinal);
        terminal.Type("?");
        Assert.IsType<OverviewScreen>(terminal.Model.Top);
    }

    [Fact]
    public void Q_closes_the_window()
    {
        using var terminal = new HeadlessTerminal(Canvases.Of(Canvases.Busy));
        terminal.Press(Key.Q);
        Assert.True(terminal.Window.StopRequested);
    }

    [Fact]
    public void A_click_selects_a_row_and_the_wheel_moves_the_selection()
    {
        using var terminal = new HeadlessTerminal(Canvases.Of(Canvases.Busy));
        Assert.Equal("worker resize", terminal.Model.Selected());
        terminal.Point("send-mail", MouseFlags.LeftButtonClicked);
        Assert.Equal("worker send-mail", terminal.Model.Selected());
        terminal.Point("send-mail", MouseFlags.WheeledUp);
        Assert.Equal("worker resize", terminal.Model.Selected());
    }

    [Fact]
    public void A_double_click_opens_a_worker()
    {
        using var terminal = new HeadlessTerminal(Canvases.Of(Canvases.Busy));
        terminal.Point("send-mail", MouseFlags.LeftButtonDoubleClicked);
        Assert.Equal("send-mail", Assert.IsType<HandlerScreen>(terminal.Model.Top).Id.Name);
    }

    [Fact]
    public void A_click_on_a_tab_shows_it()
    {
        using var terminal = new HeadlessTerminal(Canvases.Named("dead"));
        terminal.Point("Traces", MouseFlags.LeftButtonClicked);
        Assert.Equal(HandlerTab.Traces, Assert.IsType<HandlerScreen>(terminal.Model.Top).Tab);
        using var trace = new HeadlessTerminal(Recorded.Shown(Recorded.Failing()), 120, 30);
        trace.Point("Calls", MouseFlags.LeftButtonClicked);
        Assert.Equal(TracePart.Calls, Assert.IsType<TraceScreen>(trace.Model.Top).Part);
    }

    [Fact]
    public void A_key_without_a_meaning_says_so()
    {
        using var terminal = new HeadlessTerminal(Canvases.Of(Canvases.Busy));
        terminal.Type("Z");
        Assert.Equal("Z does nothing here: ? lists the keys", terminal.Model.Notice);
        terminal.Type("e");
        terminal.Press(Key.F5);
        Assert.Equal("F5 does nothing here: ? lists the keys", terminal.Model.Notice);
    }

    [Fact]
    public void A_click_on_a_key_in_the_footer_runs_its_command()
    {
        using var terminal = new HeadlessTerminal(Canvases.Of(Canvases.Busy));
        terminal.Point("p pause", MouseFlags.LeftButtonClicked);
        Assert.Equal(["pause worker resize"], terminal.Requests);
    }

    [Fact]
    public void Letters_that_are_typed_into_a_filter_run_no_commands()
    {
        using var terminal = new HeadlessTerminal(Canvases.Of(Canvases.Busy));
        terminal.Type("/pq");
        Assert.Null(terminal.Model.Selected());
        Assert.Empty(terminal.Requests);
        Assert.False(terminal.Window.StopRequested);
        terminal.Press(Key.Esc);
        Assert.Equal("worker resize", terminal.Model.Selected());
    }

    [Fact]
    public void Y_copies_the_name_of_the_selected_worker()
    {
        using var terminal = new HeadlessTerminal(Canvases.Of(Canvases.Busy));
        terminal.Press(Key.Y);
        Assert.Equal(["resize"], terminal.Copied);
    }

    [Fact]
    public void Letters_that_are_typed_into_a_form_run_no_commands()
    {
        using var terminal = new HeadlessTerminal(Canvases.Of(Canvases.Busy));
        terminal.Type("eq1");
        Assert.Equal(["resize", "q1", ""], Assert.IsType<FormScreen>(terminal.Model.Top).Texts);
        Assert.False(terminal.Window.StopRequested);
    }

    [Fact]
    public void A_form_with_an_event_that_is_not_JSON_stays_open_and_says_why()
    {
        using var terminal = new HeadlessTerminal(Canvases.Of(Canvases.Busy));
        terminal.Type("eq1");
        terminal.Press(Key.Enter);
        Assert.IsType<FormScreen>(terminal.Model.Top);
        Assert.Contains("JSON", terminal.Model.Notice, StringComparison.Ordinal);
        Assert.Empty(terminal.Requests);
    }

    [Fact]
    public void Enter_sends_a_form()
    {
        using var terminal = new HeadlessTerminal(Canvases.Of(Canvases.Busy));
        terminal.Type("eq1");
        terminal.Press(Key.Backspace, Key.Backspace, Key.Enter);
        Assert.Equal(["emit to resize"], terminal.Requests);
    }

    [Fact]
    public void Enter_begins_a_line_of_an_event_while_a_bracket_is_open_and_the_arrows_move_in_its_lines()
    {
        using var terminal = new HeadlessTerminal(Canvases.Of(Canvases.Busy));
        terminal.Type("e{");
        terminal.Press(Key.Enter);
        terminal.Type("n: 1");
        terminal.Press(Key.CursorUp, Key.End);
        terminal.Press(Key.Enter.WithCtrl);
        terminal.Type("m: 'x'");
        terminal.Press(Key.CursorDown, Key.End, Key.Enter);
        terminal.Type("}");
        Assert.Equal("{\n  m: 'x'\n  n: 1\n  }", Assert.IsType<FormScreen>(terminal.Model.Top).Texts[1]);
        terminal.Press(Key.Enter);
        Assert.Equal(["emit to resize"], terminal.Requests);
    }

    [Fact]
    public void Tab_completes_the_name_of_a_worker_and_then_goes_on()
    {
        using var terminal = new HeadlessTerminal(Canvases.Of(Canvases.NotFound).Move(1));
        terminal.Type("e");
        terminal.Press(Key.Tab.WithShift, Key.U.WithCtrl);
        terminal.Type("RE");
        Assert.Contains("Tab completes resize", terminal.Text, StringComparison.Ordinal);
        terminal.Press(Key.Tab);
        Assert.Equal(["resize", "", ""], Assert.IsType<FormScreen>(terminal.Model.Top).Texts);
        terminal.Press(Key.Tab);
        terminal.Type("1");
        Assert.Equal(["resize", "1", ""], Assert.IsType<FormScreen>(terminal.Model.Top).Texts);
    }

    [Fact]
    public void Ctrl_O_edits_the_event_of_a_form()
    {
        var form = Canvases.Of(Canvases.Busy).Pressed(UiCommand.Emit).Typed("1");
        var task = Assert.IsType<EditorText>(CommandDispatcher.Do(UiCommand.OpenEditor, form).Edits);
        var edited = task.Do(new Editor("sh -c 'printf \"[2,\\n3]\" >\"$1\"' sh"), form);
        Assert.Equal("[2,\n3]", Assert.IsType<FormScreen>(edited.Top).Texts[1]);
        Assert.Contains("exit code 3", task.Do(new Editor("sh -c 'exit 3' sh"), form).Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_key_but_y_answers_a_question_with_no()
    {
        using var terminal = new HeadlessTerminal(Canvases.Named("dead"));
        terminal.Press(Key.R.WithShift, Key.Enter);
        Assert.Empty(terminal.Requests);
    }

    [Fact]
    public void Y_answers_a_question_with_yes()
    {
        using var terminal = new HeadlessTerminal(Canvases.Named("dead"));
        terminal.Press(Key.R.WithShift, Key.Y);
        Assert.Equal(["retry the dead letters of worker resize"], terminal.Requests);
    }

    [Fact]
    public void The_search_of_a_trace_is_shown_while_it_is_typed_and_kept_after_enter()
    {
        using var terminal = new HeadlessTerminal(Recorded.Shown(Recorded.Failing()), 120, 30);
        terminal.Type("/tray");
        Assert.Contains(" /tray", terminal.Text, StringComparison.Ordinal);
        terminal.Press(Key.Enter);
        Assert.Null(terminal.Model.Typing);
        Assert.Equal("tray", Assert.IsType<TraceScreen>(terminal.Model.Top).Query);
    }

    [Fact]
    public void N_goes_to_the_next_match_of_a_search_and_shift_n_back()
    {
        using var terminal = new HeadlessTerminal(Recorded.Shown(Recorded.Failing()), 120, 30);
        terminal.Type("/tray");
        terminal.Press(Key.Enter);
        var found = Assert.IsType<TraceScreen>(terminal.Model.Top).Selected;
        terminal.Press(Key.N);
        Assert.NotEqual(found, Assert.IsType<TraceScreen>(terminal.Model.Top).Selected);
        terminal.Press(Key.N.WithShift);
        Assert.Equal(found, Assert.IsType<TraceScreen>(terminal.Model.Top).Selected);
    }

    [Fact]
    public void Escape_gives_up_a_search_and_restores_the_previous_one()
    {
        using var terminal = new HeadlessTerminal(Recorded.Shown(Recorded.Failing()), 120, 30);
        terminal.Type("/tray");
        terminal.Press(Key.Enter);
        terminal.Type("/qq");
        terminal.Press(Key.Esc);
        Assert.Equal("tray", Assert.IsType<TraceScreen>(terminal.Model.Top).Query);
    }

    [Fact]
    public void A_click_selects_a_row_of_a_trace()
    {
        using var terminal = new HeadlessTerminal(Recorded.Shown(Recorded.Failing()), 120, 30);
        terminal.Point("fn unitCents", MouseFlags.LeftButtonClicked);
        Assert.Equal("unitCents", Assert.IsType<TraceScreen>(terminal.Model.Top).Text());
    }

    [Fact]
    public void The_terminal_shows_what_was_rendered_after_keys()
    {
        using var terminal = new HeadlessTerminal(Canvases.Lively(), 100, 30);
        AssertShowsModel(terminal);
        terminal.Press(Key.J);
        AssertShowsModel(terminal);
        terminal.Type("?");
        AssertShowsModel(terminal);
        terminal.Press(Key.Esc);
        AssertShowsModel(terminal);
    }

    [Fact]
    public void The_terminal_shows_what_was_rendered_after_it_was_resized()
    {
        using var terminal = new HeadlessTerminal(Canvases.Lively(), 100, 30);
        terminal.Resize(60, 20);
        AssertShowsModel(terminal);
        terminal.Resize(100, 30);
        AssertShowsModel(terminal);
    }

    [Fact]
    public void The_terminal_shows_what_was_rendered_after_it_was_cleared()
    {
        using var terminal = new HeadlessTerminal(Canvases.Lively(), 100, 30);
        terminal.Clear();
        AssertShowsModel(terminal);
        terminal.ClearBeforeNextDraw();
        AssertShowsModel(terminal);
    }

    private static void AssertShowsModel(HeadlessTerminal terminal)
    {
        terminal.Draw();
        var (width, height) = terminal.Size;
        Assert.Equal(CanvasScreen.Render(terminal.Model, width, height).Select(line => line.Text.TrimEnd()), terminal.Lines);
    }
}
