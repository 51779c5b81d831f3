using DarkLang.Lang.Formatting;
using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Syntax.Printing;
using DarkLang.Lang.Tests.Syntax;

namespace DarkLang.Lang.Tests.Formatting;

/// <summary>Checks what formatting guarantees for every valid text.</summary>
internal static class FormatCheck
{
    /// <summary>Returns false if the text has syntax errors, so that there is nothing to format.</summary>
    public static bool Verify(string text)
    {
        var before = Parse(text);
        var formatted = CanvasFormatter.Format(new SourceText("any.dark", text));
        if (before.Diagnostics.Count > 0)
        {
            Assert.Null(formatted.Text);
            Assert.NotEmpty(formatted.Mistakes);
            return false;
        }

        var after = Parse(formatted.Text!);
        Assert.True(after.Diagnostics.Count == 0, Story(
            "is formatted to what can't be read", text, formatted.Text!, DiagnosticsText.Of(after.Diagnostics)));
        var (expected, actual) = (Tree(before.Syntax), Tree(after.Syntax));
        Assert.True(expected == actual, Story("is formatted to another tree", text, formatted.Text!, $"{expected}\n--- became\n{actual}"));
        var comments = before.Syntax.Comments.Select(comment => comment.Text);
        Assert.True(comments.SequenceEqual(
            after.Syntax.Comments.Select(comment => comment.Text)), Story("loses or moves a comment", text, formatted.Text!, ""));
        var again = CanvasFormatter.Format(new SourceText("any.dark", formatted.Text!)).Text!;
        Assert.True(again == formatted.Text, Story("is formatted differently the second time", text, formatted.Text!, again));
        Assert.DoesNotContain(Lines(after.Syntax), line => line.EndsWith(' '));
        return true;
    }

    private static Parsed<FileSyntax> Parse(string text) =>
        CanvasParser.ParseFile(new SourceText("any.dark", text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal)));

    /// <summary>Parentheses do not change the meaning.</summary>
    private static string Tree(FileSyntax file) =>
        string.Join('\n', file.Items.Select(item => ItemPrinter.Of(item).WithoutParentheses().Flat()));

    private static string[] Lines(FileSyntax file) =>
        file.Source.Text.Contains("\"\"\"", StringComparison.Ordinal) ? [] : file.Source.Text.Split('\n');

    private static string Story(string what, string text, string formatted, string more) =>
        $"a canvas {what}:\n{text}\n--- formatted\n{formatted}\n--- {more}";
}
