using CsCheck;
using DarkLang.Display;
using DarkLang.Tests;
using DarkLang.Tui.Layout;
using DarkLang.Tui.Screens;

namespace DarkLang.Tui.Tests.Screens;

public sealed class CanvasScreenTests
{
    public static readonly string[] Moments =
    [
        "empty", "busy", "paused", "failing", "404", "disconnected", "stopped", "help",
        "queue", "queue-empty", "dead", "dead-question", "dead-remove", "traces", "source", "removed", "help-worker",
        "marks", "filter", "filter-typing", "filter-nothing", "read-only", "quit-question", "palette", "palette-typed", "palette-nothing",
        "emit",
            "emit-wrong",
            "emit-lost",
            "edit",
            "edit-wrong",
            "emit-completes",
            "crons",
            "crons-empty",
            "crons-paused",
            "404s",
            "404s-empty",
            "404s-move",
            "404s-remove",
            "stub",
            "stub-question",
        "dead-groups",
            "dead-groups-empty",
            "dead-groups-question",
            "dead-group",
            "stream",
            "stream-empty",
            "stream-held",
            "stream-filter",
            "problems",
            "problems-none",
            "refused",
        "way", "way-alone", "way-deep", "way-lost", "way-refused", "way-filter-nothing",
    ];

    [Theory]
    [MemberData(nameof(Screens))]
    public void A_screen_looks_as_it_was_agreed(string moment, int width, int height)
    {
        var lines = CanvasScreen.Render(Canvases.Named(moment), width, height);
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
    public void A_screen_fills_exactly_its_size_whatever_that_is() =>
        Gen.Select(Gen.OneOfConst(Moments), Gen.Int[1, 200], Gen.Int[1, 60], Gen.Int[0, 9]).Sample((moment, width, height, down) =>
        {
            var lines = CanvasScreen.Render(Canvases.Named(moment).Move(down), width, height);
            Assert.Equal(height, lines.Count);
            Assert.All(lines, line => Assert.Equal(width, TextFit.Width(line.Text)));
        });

    [Fact]
    public void The_key_that_shows_all_keys_is_on_every_screen_of_any_width() =>
        Gen
            .Select(Gen.OneOfConst(Moments), Gen.Int[40, 200])
            .Where(screen => Keys.In(Canvases.Named(screen.Item1).Top.Kind).Any(entry => entry.Command == UiCommand.Help))
            .Sample((moment, width) =>
            Assert.Contains(" ? keys ", CanvasScreen.Render(Canvases.Named(moment), width, 30)[^1].Text, StringComparison.Ordinal));

    [Fact]
    public void The_selected_row_is_always_on_the_screen() =>
        Gen.Select(Gen.Int[40, 120], Gen.Int[12, 30], Gen.Int[0, 9]).Sample((width, height, down) =>
            Assert.Single(CanvasScreen.Render(Canvases.Of(Canvases.Busy).Move(down), width, height), line => line.IsSelected));

    [Theory]
    [InlineData(39, 12)]
    [InlineData(40, 11)]
    public void A_terminal_that_is_too_small_is_told_what_is_needed(int width, int height) =>
        Assert.StartsWith(
            $"too small: {width}x{height}, needs 40x12",
            CanvasScreen.Render(Canvases.Named("busy"), width, height)[0].Text,
            StringComparison.Ordinal);

    [Fact]
    public void Control_letters_of_a_canvas_do_not_reach_the_terminal()
    {
        var evil = Canvases.Empty with { Canvas = "a\e[2J\nb.dark" };
        var text = string.Concat(CanvasScreen.Render(Canvases.Of(evil), 120, 30).Select(line => line.Text));
        Assert.DoesNotContain(text, char.IsControl);
    }
}
