using CsCheck;
using DarkLang.Display.Editing;
using DarkLang.Runtime.Model;
using DarkLang.Tui.Layout;
using DarkLang.Tui.Screens;
using DarkLang.Tui.Screens.Traces;

namespace DarkLang.Tui.Tests.Screens.Traces;

public sealed class TraceSearchTests
{
    [Fact]
    public void A_value_is_found_in_the_iteration_that_has_it()
    {
        var trace = Sought(Good(), "1 x pot at 1300");
        Assert.Equal("\"1 x pot at 1300\"", trace.Value());
        Assert.Equal((1, 2), trace.Selected!.Value.Call.Parent!.Parent!.Iteration);
        Assert.Equal("lineText line", trace.Pressed(UiCommand.NextMatch).Text());
        Assert.Equal(trace.Text(), trace.Pressed(UiCommand.NextMatch, UiCommand.PreviousMatch).Text());
    }

    [Fact]
    public void A_text_of_the_source_is_found_once_and_not_in_each_iteration()
    {
        var trace = Sought(Good(), "unitcents line}");
        Assert.Contains("unitCents line}", trace.Text(), StringComparison.Ordinal);
        var again = Recorded.Shown(trace).Pressed(UiCommand.NextMatch);
        Assert.Equal("\"unitcents line}\": continued from the beginning", again.Notice);
        Assert.Equal(trace.Selected, Assert.IsType<TraceScreen>(again.Top).Selected);
    }

    [Fact]
    public void What_was_not_reached_is_found_in_the_source()
    {
        var trace = Sought(Recorded.Failing(), "\"send-invoices\"");
        Assert.Contains("send-invoices", trace.Text(), StringComparison.Ordinal);
        Assert.Null(trace.Value());
        Assert.Equal("11:5", At(Sought(Recorded.Failing(), "let invoices")));
    }

    [Fact]
    public void The_error_is_found_by_its_message() =>
        Assert.Equal("4:3", At(Sought((TraceScreen)Recorded.Failing().Move(-100), "divides an Int")));

    [Fact]
    public void What_is_nowhere_is_told_and_the_selection_stays()
    {
        var model = Typed(Recorded.Shown(Good()), "xyzzy");
        Assert.Equal("nothing in this run contains \"xyzzy\"", model.Notice);
        Assert.Equal(Good().Text(), Assert.IsType<TraceScreen>(model.Top).Text());
        Assert.Equal("no search text yet: `/` asks for one", Recorded.Shown(Good()).Pressed(UiCommand.NextMatch).Notice);
    }

    [Fact]
    public void Trees_and_lists_are_looked_through_row_by_row()
    {
        var value = Sought(Good().Pressed(UiCommand.NextTab), "A2");
        Assert.Equal("orders", value.ValueRows()[value.ValueRow].Label);
        var calls = Sought(Recorded.Failing().Pressed(UiCommand.CallTree), "unitCents");
        Assert.Equal("unitCents", CodePane.NameOf(calls.Calls[calls.CallsRow].Call!));
        var events = Sought(Good().Pressed(UiCommand.PreviousTab), "invoice written");
        Assert.Equal("log", events.Trace!.Events[events.EventsRow].Kind);
        Assert.Equal("no row here contains \"xyzzy\": ⇥ goes to the next part", Typed(Recorded.Shown(events), "xyzzy").Notice);
    }

    [Fact]
    public void A_run_with_very_much_in_it_is_looked_through_a_part_at_a_time()
    {
        var text = new string('x', 9_000);
        var run =
            Recorded.Run($"worker w (xs)\n  List::map xs \\x -> $\"{text}{{x}}\"\n", $"[{string.Join(',', Enumerable.Range(0, 1_500))}]");
        var search = new RunSearch(run, Iterations.Untouched, "nowhere");
        var far = search.Find(new TraceLocation(run.Root), isForward: true);
        Assert.True(far is { IsGivenUp: true, Location.Call.Iteration.Index: > 100 });
        var location = far.Location!.Value;
        for (var more = far; more.IsGivenUp; location = more.Location ?? location)
            more = new RunSearch(run, Iterations.Untouched, "[0, 1, 2, 3").Find(location, isForward: true);
        Assert.Same(run.Root, location.Call);
    }

    [Fact]
    public void A_click_selects_the_row_it_is_on_in_any_part() =>
        Gen.Select(Gen.OneOfConst(0, 1, 2, 3), Gen.Int[40, 160], Gen.Int[12, 50], Gen.Int[0, 49]).Sample((part, width, height, y) =>
        {
            var trace = Good().Pressed([.. Enumerable.Repeat(UiCommand.NextTab, part)]);
            var line = CanvasScreen.Render(Recorded.Shown(trace), width, height).ElementAtOrDefault(y);
            if (line?.Row is not { } row)
                return;
            var clicked = Assert.IsType<TraceScreen>(trace.Select(row));
            var after = CanvasScreen.Render(Recorded.Shown(clicked), width, height);
            Assert.Contains(after, shown => shown.Row is not null
                && (shown.IsSelected || shown.Pieces.Any(piece => piece.IsMarked) || shown.Text.Contains('▶', StringComparison.Ordinal)));
        });

    [Fact]
    public void A_click_goes_to_the_part_that_it_is_in()
    {
        var trace = Good();
        var lines = CanvasScreen.Render(Recorded.Shown(trace), 120, 30);
        var emit =
            Assert.IsType<TraceScreen>(trace.Select(lines.First(line => line.Text.Contains("emit {", StringComparison.Ordinal)).Row!));
        Assert.StartsWith("emit { date", emit.Text(), StringComparison.Ordinal);
        var value = Assert.IsType<TraceScreen>(trace.Select(lines.Last(line => line.Row is not null).Row!));
        Assert.Equal((TracePart.Value, TracePart.Code), (value.Part, value.Source));
        Assert.NotEqual(0, value.ValueRow);
        Assert.Equal(trace, trace.Select("no row"));
    }

    private static TraceScreen Good() => Recorded.Screen("write-invoices", Recorded.Good, TraceOutcome.Completed);

    private static TraceScreen Sought(TraceScreen trace, string text) => Assert.IsType<TraceScreen>(Typed(Recorded.Shown(trace), text).Top);

    private static CanvasModel Typed(CanvasModel model, string text)
    {
        var opened = model.Pressed(UiCommand.Search);
        Assert.Equal(LineBuffer.Empty, opened.Typing);
        return model.Top.Search(text, model);
    }

    private static string At(TraceScreen trace) =>
        $"{trace.Selected!.Value.At!.Value.Start.Line}:{trace.Selected.Value.At.Value.Start.Column}";
}
