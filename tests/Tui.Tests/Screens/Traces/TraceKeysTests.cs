using System.Text.RegularExpressions;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Tests.Control;
using DarkLang.Tui.Screens;
using DarkLang.Tui.Screens.Traces;

namespace DarkLang.Tui.Tests.Screens.Traces;

public sealed partial class TraceKeysTests
{
    [Fact]
    public void A_failed_trace_opens_on_the_expression_that_failed_in_the_iteration_that_failed()
    {
        var trace = Recorded.Failing();
        Assert.Equal("line.cents / line.pieces", trace.Text());
        Assert.Equal([(1, 2), (2, 3)], Loops(trace));
    }

    [Fact]
    public void Iterations_of_the_inner_and_the_outer_loop_are_picked_and_the_expression_stays()
    {
        var trace = Recorded.Failing().Pressed(UiCommand.PreviousIteration);
        Assert.Equal("7200", Part(trace, "line.cents"));
        trace = trace.Pressed(UiCommand.PreviousOuter);
        Assert.Equal([(0, 2), (1, 4)], Loops(trace));
        Assert.Equal("line.cents / line.pieces", trace.Text());
        Assert.Equal("1200", trace.Value());
        trace = trace.Pressed(UiCommand.NextIteration, UiCommand.NextIteration, UiCommand.NextIteration, UiCommand.NextIteration);
        Assert.Equal([(0, 2), (3, 4)], Loops(trace));
        Assert.Equal([(1, 2), (2, 3)], Loops(trace.Pressed(UiCommand.NextOuter)));
        Assert.Equal(Recorded.Failing().Text(), trace.Pressed(UiCommand.ToFailure).Text());
    }

    [Fact]
    public void Outside_of_every_loop_the_first_loop_of_the_expression_turns()
    {
        var trace = Recorded.Screen("write-invoices", Recorded.Good, TraceOutcome.Completed);
        Assert.Same(trace.Front!.Root.Calls[1], trace.Pressed(UiCommand.NextIteration).Iterations.Of(trace.Front.Root.Groups[0]));
    }

    [Fact]
    public void Lines_are_gone_through_one_by_one_also_those_that_were_not_reached()
    {
        var trace = (TraceScreen)Recorded.Screen("write-invoices", Recorded.Good, TraceOutcome.Completed).Move(1);
        Assert.Equal("day.orders", trace.Text());
        Assert.Equal("List::map invoices \\invoice -> invoice.total", ((TraceScreen)trace.Move(7)).Text());
        var failing = (TraceScreen)Recorded.Failing().Move(-100);
        Assert.Equal("worker write-invoices", failing.Text());
        Assert.Equal("emit { date: day.date; invoices: List::length invoices } \"send-invoices\"", ((TraceScreen)failing.Move(7)).Text());
        Assert.Null(((TraceScreen)failing.Move(7)).Value());
    }

    [Fact]
    public void A_call_of_the_tree_is_shown_in_the_code()
    {
        var calls = (TraceScreen)Recorded.Failing().Pressed(UiCommand.CallTree).Move(7);
        var call = calls.Calls[calls.CallsRow].Call!;
        var code = calls.Pressed(UiCommand.Open);
        Assert.Equal(TracePart.Code, code.Part);
        Assert.Same(call, code.Selected!.Value.Call);
    }

    [Fact]
    public void Parts_of_a_value_open_and_close_and_stay_so_for_the_next_value()
    {
        var trace = (TraceScreen)Recorded.Failing().Pressed(UiCommand.PreviousIteration, UiCommand.Backward, UiCommand.Backward)
            .Pressed(UiCommand.NextTab);
        Assert.Equal("line", trace.Text());
        Assert.Equal(4, trace.ValueRows().Count);
        trace = trace.Pressed(UiCommand.Fold);
        Assert.Single(trace.ValueRows());
        Assert.Single(trace.Pressed(UiCommand.PreviousIteration).ValueRows());
        Assert.Equal(4, trace.Pressed(UiCommand.Forward).ValueRows().Count);
        Assert.Equal(TracePart.Code, trace.Pressed(UiCommand.Back).Part);
    }

    [Fact]
    public async Task A_replay_shows_old_and_new_beside_each_other_and_asks_the_runtime_for_nothing_but_sources()
    {
        await using var client = new FakeControlClient();
        var trace = Recorded.Failing();
        var result = Recorded.Shown(trace).Top.Do(UiCommand.SafeReplay, Recorded.Shown(trace))!;
        var change = await result.Request!.Do(client, TestContext.Current.CancellationToken);
        Assert.All(client.Asked, asked => Assert.True(asked == "status" || asked.StartsWith("source ", StringComparison.Ordinal), asked));
        // The file of the fake canvas is not on this disk.
        Assert.Contains("a.dark", change(Recorded.Shown(trace)).Notice, StringComparison.Ordinal);

        var beside = Recorded.Replayed();
        Assert.Equal("if line.pieces == 0 then 0 else line.cents / line.pieces", beside.Text());
        Assert.Equal("0", beside.Value());
        Assert.False(beside.Pressed(UiCommand.Back).IsSideBySide);
    }

    [Fact]
    public void Beside_an_iteration_stands_the_old_one_of_the_same_element_or_that_it_was_not_there()
    {
        var trace = Recorded.Beside(
            "worker w\n  List::map event \\n ->\n    let m = n * 2\n    m + 1\n",
            "worker w\n  List::map (List::append [9] event) \\n ->\n    let m = n * 2\n    m + 1\n", "[3, 4]")
            .Pressed(UiCommand.Down, UiCommand.Down);
        Assert.Equal("n * 2", trace.Text());

        Assert.Matches("n \\* 2 +≠ was not there +│ ‹?.*18", Line(trace));
        trace = trace.Pressed(UiCommand.NextIteration);
        Assert.Matches("n \\* 2 +│ 6 +│ 6", Line(trace));
        trace = trace.Pressed(UiCommand.NextIteration, UiCommand.NextIteration);
        Assert.Matches("n \\* 2 +│ 8 +│ 8", Line(trace));

        static string Line(TraceScreen trace) => Recorded.Shown(trace).Top.Render(Recorded.Shown(trace), 120, 30)
            .Select(line => string.Concat(line.Pieces.Select(piece => piece.Text)))
            .First(line => line.Contains("n * 2", StringComparison.Ordinal) && line.Contains("  3 ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_wrapped_expression_with_the_same_value_does_not_differ()
    {
        var trace = Recorded.Beside(
            "worker w\n  let share = 100 / event\n  share + 1\n",
            "worker w\n  let share = if event == 0 then 0 else 100 / event\n  share + 1\n", "5");

        var lines = Recorded.Shown(trace).Top.Render(Recorded.Shown(trace), 120, 30)
            .Select(line => string.Concat(line.Pieces.Select(piece => piece.Text))).ToList();

        Assert.Contains(lines, line => line.Contains("1 value differs", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains('≠', StringComparison.Ordinal));
    }

    [Fact]
    public void The_value_of_a_choice_stands_at_its_head_and_not_beside_a_branch_that_did_not_run()
    {
        var trace = Recorded.Beside(Choices, Choices, "0").Pressed(UiCommand.SideBySide);

        var lines = Recorded.Shown(trace).Top.Render(Recorded.Shown(trace), 120, 30)
            .Select(line => string.Concat(line.Pieces.Select(piece => piece.Text)).TrimEnd()).ToList();

        Assert.All(
            [
                "match event │ \"none\"", "| 0 -> \"none\" │", "| _ -> \"many\" │", "if event > 0 │ \"low\"", "else \"low\" │",
                "List::map \\n -> │ [3]", "-> n + 3 │ 3", "| 7 -> 8 │",
            ],
            expected => Assert.Contains(
                lines, line => Spaces().Replace(line, " ").EndsWith(expected, StringComparison.Ordinal)));
    }

    private const string Choices = """
        worker w
          let a =
            match event
            | 0 -> "none"
            | _ -> "many"
          let b =
            if event > 0
            then "high"
            else "low"
          let c = [event] |> List::map \n ->
            match n
            | 0 -> n + 3
            | 7 -> 8
          [a, b, toString c]

        """;

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();

    [Fact]
    public async Task A_live_replay_asks_first()
    {
        await using var client = new FakeControlClient();
        var shown = Recorded.Shown(Recorded.Failing());
        var result = shown.Top.Do(UiCommand.LiveReplay, shown)!;
        Assert.Null(result.Request);
        Assert.Contains("for real", result.Model.Question!.Text, StringComparison.Ordinal);
        await result.Model.Question.Answers[0].Then(result.Model).Request!.Do(client, TestContext.Current.CancellationToken);
        Assert.Equal([FakeControlClient.Noted(Operations.ReplayLive, new($"{Recorded.Failing().Id}"))], client.Asked);
    }

    [Fact]
    public void Copying_gives_a_text_as_it_is_and_others_as_Dark_values()
    {
        var trace = Recorded.Failing();
        Assert.Equal("there is no value to copy here", Recorded.Shown(trace).Pressed(UiCommand.Copy).Notice);
        Assert.Equal("0", Copied(trace.Pressed(UiCommand.Backward)));
        Assert.StartsWith(
            "{ line: { cents: 300", Copied(trace.Pressed([.. Enumerable.Repeat(UiCommand.Backward, 5)])), StringComparison.Ordinal);
    }

    [Fact]
    public void The_editor_opens_at_the_selected_line() =>
        Assert.Equal(new EditorLocation("invoices.dark", 4), Reacted(Recorded.Failing(), UiCommand.OpenEditor).Edits);

    [Fact]
    public void Older_and_newer_traces_of_the_handler_follow_each_other()
    {
        var older = Recorded.Failing().Pressed(UiCommand.OlderTrace);
        Assert.Equal(Guid.Empty, older.Id);
        Assert.Null(older.Trace);
        Assert.Equal("this is the newest trace", Recorded.Shown(Recorded.Failing()).Pressed(UiCommand.NewerTrace).Notice);
    }

    [Fact]
    public void From_a_trace_that_is_not_kept_any_more_the_oldest_that_is_kept_follows()
    {
        var gone = Recorded.Failing() with { Id = new Guid(7, 0, 0, new byte[8]) };
        Assert.Equal("this is the oldest trace that is kept", Recorded.Shown(gone).Pressed(UiCommand.OlderTrace).Notice);
        Assert.Equal(Guid.Empty, gone.Pressed(UiCommand.NewerTrace).Id);
    }

    [Fact]
    public async Task Two_runs_are_put_beside_each_other_in_the_code_also_from_the_list_of_events()
    {
        await using var client = new FakeControlClient();
        var events = Recorded.Shown(Recorded.Failing().Pressed(UiCommand.PreviousTab));
        var request = CommandDispatcher.Do(UiCommand.SideBySide, events).Request!;
        var beside = Assert.IsType<TraceScreen>((await request.Do(client, TestContext.Current.CancellationToken))(events).Top);
        Assert.Equal((TracePart.Code, true), (beside.Part, beside.IsSideBySide));
    }

    [Fact]
    public async Task A_trace_is_read_with_its_values_and_what_was_read_stays_when_the_runtime_goes()
    {
        await using var client = new FakeControlClient();
        var screen = new TraceScreen(FakeControlClient.Header.Handler, FakeControlClient.Id);
        Screen read = screen;
        while (read is TraceScreen { Trace: not { Original: not null } })
            read = (await read.Fetch(client, TestContext.Current.CancellationToken))!(read);
        Assert.Equal("nme", ((TraceScreen)read).Text());
        var gone = Assert.IsType<TraceScreen>(read.OnFetchFailed("gone")(read));
        Assert.Equal("nme", gone.Text());
        Assert.Equal("gone", Assert.IsType<TraceScreen>(screen.OnFetchFailed("gone")(screen)).Problem);
    }

    [Fact]
    public async Task An_emit_leads_to_the_trace_of_its_message()
    {
        await using var client = new FakeControlClient();
        var events = (
            TraceScreen)Recorded.Screen("write-invoices", Recorded.Good, TraceOutcome.Completed).Pressed(UiCommand.PreviousTab).Move(1);
        Assert.NotNull(events.Trace!.Events[events.EventsRow].Message);
        var shown = Recorded.Shown(events);
        var change = await shown.Top.Do(UiCommand.Open, shown)!.Request!.Do(client, TestContext.Current.CancellationToken);
        Assert.Equal(FakeControlClient.Header.Handler, Assert.IsType<TraceScreen>(change(shown).Top).Of);
    }

    private static string Copied(TraceScreen trace) => Reacted(trace, UiCommand.Copy).Copied!;

    private static ScreenResult Reacted(TraceScreen trace, UiCommand command) => CommandDispatcher.Do(command, Recorded.Shown(trace));

    /// <summary>The loops around what is selected, the outermost first.</summary>
    private static List<(int Index, int Count)> Loops(TraceScreen trace)
    {
        var loops = new List<(int, int)>();
        for (var call = trace.Selected!.Value.Call; call.Parent is not null; call = call.Parent)
        {
            if (call.Iteration.Count > 1)
                loops.Insert(0, call.Iteration);
        }
        return loops;
    }

    private static string? Part(TraceScreen trace, string text)
    {
        while (trace.Text() != text)
            trace = trace.Pressed(UiCommand.Backward);
        return trace.Value();
    }
}
