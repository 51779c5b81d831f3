using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Source;

namespace DarkLang.Lang.Tests.Diagnostics;

public class DiagnosticRendererTests
{
    [Fact]
    public void A_diagnostic_shows_the_line_underlined_with_its_label_and_help()
    {
        var source = new SourceText("photos.dark", string.Concat(Enumerable.Repeat("\n", 13)) + "  emit { id: event.id } \"resise\"\n");

        AssertRenders(
            """
            warning[D0312]: no worker is named "resise"
              ┌ photos.dark:14:25
            14│   emit { id: event.id } "resise"
              │                         ^^^^^^^^ messages will wait under 404s
              = help: did you mean "resize"? (photos.dark:31)

            """,
            new Diagnostic(
                "D0312",
                Severity.Warning,
                "no worker is named \"resise\"",
                Find(source, "\"resise\""),
                "messages will wait under 404s",
                "did you mean \"resize\"? (photos.dark:31)"));
    }

    [Fact]
    public void A_related_place_is_shown_after_it()
    {
        var source = new SourceText("a.dark", "fn one = 1\n\nfn one = 2\n");

        AssertRenders(
            """
            error[D0305]: twice
             ┌ a.dark:3:4
            3│ fn one = 2
             │    ^^^ second
             ┌ a.dark:1:4
            1│ fn one = 1
             │    --- first

            """,
            new Diagnostic("D0305", Severity.Error, "twice", new Location(source, new Span(15, 3)), "second")
            {
                Related = [new RelatedPlace(new Location(source, new Span(3, 3)), "first")],
            });
    }

    [Fact]
    public void Tabs_and_wide_characters_keep_the_underline_in_place()
    {
        var source = new SourceText("a.dark", "\tlet 漢字 = \"😀 e\u0301\" ++ x\n");

        AssertRenders(
            """
            error[D0301]: m
             ┌ a.dark:1:22
            1│     let 漢字 = "😀 é" ++ x
             │                          ^

            """.Replace("é", "e\u0301", StringComparison.Ordinal),
            new Diagnostic("D0301", Severity.Error, "m", Find(source, "x")));
    }

    [Theory]
    [InlineData("\u2615", 2)]
    [InlineData("\u26a1", 2)]
    [InlineData("\u2705", 2)]
    [InlineData("\u274c", 2)]
    [InlineData("\u2b50", 2)]
    [InlineData("\u2615\u26a1\u2705\u274c\u2b50", 10)]
    [InlineData("\u2764", 1)]
    [InlineData("\u2764\ufe0f", 2)]
    [InlineData("\ud83d\udc69\u200d\ud83d\udcbb", 2)]
    [InlineData("\ud83c\udde9\ud83c\uddea", 2)]
    [InlineData("\ud83d\udc4b\ud83c\udffd", 2)]
    [InlineData("\ud55c", 2)]
    [InlineData("\u1112\u1161\u11ab", 2)]
    [InlineData("\u1200", 1)]
    [InlineData("e\u0301", 1)]
    public void The_underline_is_in_the_right_column_after(string symbols, int cells)
    {
        var source = new SourceText("a.dark", $"\"{symbols}\" ++ x\n");

        var lines = DiagnosticRenderer.Render(new Diagnostic("D0301", Severity.Error, "m", Find(source, "x")), color: false).Split('\n');

        Assert.Equal($"1│ \"{symbols}\" ++ x", lines[2]);
        Assert.Equal($" │ {new string(' ', cells + "\"\" ++ ".Length)}^", lines[3]);
    }

    [Fact]
    public void A_very_long_line_is_cut_around_the_place()
    {
        var source = new SourceText("a.dark", $"let x = \"{new string('a', 300)}\" ++ wrong ++ \"{new string('b', 300)}\"");

        AssertRenders(
            $"""
            error[D0301]: m
             ┌ a.dark:1:315
            1│ …{new string('a', 25)}" ++ wrong ++ "{new string('b', 70)}…
             │                                ^^^^^

            """,
            new Diagnostic("D0301", Severity.Error, "m", Find(source, "wrong")));
    }

    [Fact]
    public void A_place_over_several_lines_is_underlined_on_each()
    {
        var source = new SourceText("a.dark", "fn f\n  match x\n    1 -> 2\n  end\n");

        AssertRenders(
            """
            error[D0301]: m
             ┌ a.dark:2:3
            2│   match x
             │   ^^^^^^^
            3│     1 -> 2
             │     ^^^^^^ here

            """,
            new Diagnostic("D0301", Severity.Error, "m", new Location(source, new Span(7, 18)), "here"));
    }

    [Fact]
    public void A_place_over_many_lines_shows_only_its_ends()
    {
        var source = new SourceText("a.dark", "[\n1,\n2,\n3,\n4,\n5,\n6]\n");

        AssertRenders(
            """
            error[D0301]: m
             ┌ a.dark:1:1
            1│ [
             │ ^
            2│ 1,
             │ ^^
             ⋮
            7│ 6]
             │ ^^ here

            """,
            new Diagnostic("D0301", Severity.Error, "m", new Location(source, new Span(0, 20)), "here"));
    }

    [Fact]
    public void A_place_at_the_end_of_the_text_has_one_mark()
    {
        var source = new SourceText("a.dark", "let x =");

        AssertRenders(
            """
            error[D0201]: m
             ┌ a.dark:1:8
            1│ let x =
             │        ^

            """,
            new Diagnostic("D0201", Severity.Error, "m", new Location(source, new Span(7, 0))));
    }

    [Fact]
    public void No_control_characters_of_a_source_reach_the_terminal()
    {
        var source = new SourceText("a.dark", "x \e[31m\u0007 y");

        var text = DiagnosticRenderer.Render(new Diagnostic("D0101", Severity.Error, "m", Find(source, "y")), color: false);

        Assert.DoesNotContain('\e', text);
        Assert.DoesNotContain('\u0007', text);
    }

    [Fact]
    public void A_runtime_error_shows_the_calls_it_happened_in()
    {
        var source = new SourceText("a.dark", "fn f r = r.nme\n\nfn g r = f r\n");
        var at = Find(source, "nme");
        var error = new RuntimeError("D0506", "there is no field `nme` in this record", at, "did you mean `name`?")
        {
            Stack = [new StackFrame("f", at), new StackFrame("worker users", new Location(source, new Span(25, 3)))],
        };

        Assert.Equal(
            """
            error[D0506]: there is no field `nme` in this record
             ┌ a.dark:1:12
            1│ fn f r = r.nme
             │            ^^^
             = help: did you mean `name`?
             = in:
                 f             a.dark:1:12
                 worker users  a.dark:3:10

            """,
            DiagnosticRenderer.Render(error, color: false));
    }

    [Fact]
    public void Colours_are_optional_and_change_no_text()
    {
        var diagnostic = new Diagnostic("D0301", Severity.Error, "m", Find(new SourceText("a.dark", "x"), "x"), "label", "help");

        var colored = DiagnosticRenderer.Render(diagnostic, color: true);

        Assert.Contains("\e[1;31m", colored, StringComparison.Ordinal);
        Assert.Equal(
            DiagnosticRenderer.Render(diagnostic, color: false),
            System.Text.RegularExpressions.Regex.Replace(colored, "\e\\[[0-9;]*m", ""));
    }

    private static Location Find(SourceText source, string text) =>
        new(source, new Span(source.Text.IndexOf(text, StringComparison.Ordinal), text.Length));

    private static void AssertRenders(string expected, Diagnostic diagnostic) =>
        Assert.Equal(expected, DiagnosticRenderer.Render(diagnostic, color: false));
}
