using CsCheck;
using DarkLang.Display;
using DarkLang.Runtime.Model;
using DarkLang.Tests;
using DarkLang.Tui.Layout;
using DarkLang.Tui.Screens;
using DarkLang.Tui.Screens.Traces;

namespace DarkLang.Tui.Tests.Screens.Traces;

public sealed class TraceScreenTests
{
    private static readonly string[] Moments =
    [
        "trace-ok",
            "trace-loops",
            "trace-failing",
            "trace-iteration",
            "trace-cron",
            "trace-replay",
            "trace-replay-tree",
            "trace-tree",
            "trace-calls",
            "trace-events",
            "trace-incomplete",
            "trace-gone",
            "trace-unrunnable",
    ];

    [Theory]
    [MemberData(nameof(Screens))]
    public void The_screen_of_a_trace_looks_as_it_was_agreed(string moment, int width, int height)
    {
        var lines = CanvasScreen.Render(Recorded.Shown(Named(moment)), width, height);
        Golden.Verify(
            Golden.PathOf("tui", $"{moment}-{width}x{height}", ".expected"), string.Join('\n', lines.Select(line => line.Text.TrimEnd())));
    }

    public static TheoryData<string, int, int> Screens()
    {
        var screens = new TheoryData<string, int, int>();
        foreach (var moment in Moments)
        {
            screens.Add(moment, 120, 30);
            screens.Add(moment, 80, 24);
            screens.Add(moment, 40, 12);
        }
        return screens;
    }

    [Fact]
    public void It_fills_exactly_its_size_whatever_keys_are_pressed() =>
        Gen.Select(Gen.OneOfConst(Moments), Gen.Int[40, 160], Gen.Int[12, 50], Gen.OneOfConst(Pressable).Array[0, 12]).Sample(
            (moment, width, height, commands) =>
        {
            var model = Recorded.Shown(Named(moment));
            foreach (var command in commands)
                model = command is UiCommand.Up or UiCommand.Down
                    ? model.Move(command == UiCommand.Up ? -1 : 1)
                    : model.Top.Do(command, model)?.Model ?? model;
            var lines = CanvasScreen.Render(model, width, height);
            Assert.Equal(height, lines.Count);
            Assert.All(lines, line => Assert.Equal(width, TextFit.Width(line.Text)));
        });

    [Fact]
    public void What_is_selected_is_marked_in_the_source_on_any_screen() =>
        Gen.Select(Gen.Int[40, 160], Gen.Int[12, 50], Gen.Int[0, 60]).Sample((width, height, steps) =>
        {
            var trace = Recorded.Failing().Pressed([.. Enumerable.Repeat(UiCommand.Backward, steps)]);
            var lines = CanvasScreen.Render(Recorded.Shown(trace), width, height);
            Assert.Contains(lines, line => line.Pieces.Any(piece => piece.IsMarked));
        });

    private static readonly UiCommand[] Pressable =
    [
        UiCommand.Up,
            UiCommand.Down,
            UiCommand.Open,
            UiCommand.Fold,
            UiCommand.NextTab,
            UiCommand.PreviousTab,
            UiCommand.Forward,
            UiCommand.Backward,
            UiCommand.NextIteration,
            UiCommand.PreviousIteration,
        UiCommand.NextOuter,
            UiCommand.PreviousOuter,
            UiCommand.ToFailure,
            UiCommand.CallTree,
            UiCommand.SideBySide,
            UiCommand.Back,
            UiCommand.Copy,
            UiCommand.OpenEditor,
            UiCommand.NextMatch,
            UiCommand.PreviousMatch,
    ];

    private static TraceScreen Named(string moment) => moment switch
    {
        "trace-ok" => Recorded.Screen("write-invoices", Recorded.Good, TraceOutcome.Completed),
        "trace-loops" =>
            Recorded.Screen("write-invoices", Recorded.Good, TraceOutcome.Completed).Pressed([.. Enumerable.Repeat(UiCommand.Forward, 8)]),
        "trace-failing" => Recorded.Failing(),
        "trace-iteration" => Recorded.Failing().Pressed(UiCommand.PreviousIteration, UiCommand.PreviousOuter),
        "trace-cron" => Recorded.Cron(),
        "trace-replay" => Recorded.Replayed(),
        "trace-replay-tree" => Recorded.Replayed().Pressed([.. Enumerable.Repeat(UiCommand.Forward, 20), UiCommand.NextTab]),
        "trace-tree" => (TraceScreen)Recorded.Screen("write-invoices", Recorded.Good, TraceOutcome.Completed).Pressed(UiCommand.NextTab)
            .Move(2) is var tree ? ((TraceScreen)((TraceScreen)tree).Pressed(UiCommand.Fold).Move(1)).Pressed(UiCommand.Fold) : tree,
        "trace-calls" => (TraceScreen)Recorded.Failing().Pressed(UiCommand.CallTree).Move(3),
        "trace-events" => (
            TraceScreen)Recorded.Screen("write-invoices", Recorded.Good, TraceOutcome.Completed).Pressed(UiCommand.PreviousTab).Move(1),
        "trace-incomplete" => Recorded.Screen("planned", Recorded.Good, TraceOutcome.Incomplete),
        "trace-gone" => new TraceScreen(Recorded.Failing().Of, Recorded.Failing().Id)
        {
            Problem = "trace 0198f000-0000-7000-8000-00000000abcd is no longer kept",
        },
        "trace-unrunnable" => Recorded.Failing() is var failing ? failing with
        {
            Trace = failing.Trace! with
            {
                Original = new Rerun(
            null, "no version \"93e7bcbe3786c95b\" of the canvas is kept")
            }
        } : failing,
        _ => throw new ArgumentOutOfRangeException(nameof(moment), moment, "no such moment"),
    };
}
