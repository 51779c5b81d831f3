using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Formatting;

/// <summary><paramref name="Text"/> is null if the source has syntax errors, which are <paramref name="Mistakes"/>.</summary>
public sealed record FormattedCanvas(string? Text, IReadOnlyList<Diagnostic> Mistakes)
{
    /// <summary>The first item whose meaning the formatted text would change, which is a bug in the formatter; otherwise null.</summary>
    public Location? Changed { get; init; }
}

/// <summary>
/// Formats a canvas in its one style: two spaces per level, lines of at most 100 columns where they can be broken, LF line breaks, and all
/// comments. Formatting again changes nothing. Only the syntax counts: names may be unknown.
/// </summary>
public static class CanvasFormatter
{
    public static FormattedCanvas Format(SourceText source)
    {
        var plain = new SourceText(source.Path, source.Text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal));
        var parsed = CanvasParser.ParseFile(plain);
        if (parsed.Diagnostics.Count > 0)
            return new FormattedCanvas(null, parsed.Diagnostics);
        var text = Print(parsed.Syntax);
        var changed = FormatVerifier.FirstDifference(parsed.Syntax, text, out var limit);
        return changed is { } item && limit is not null
            ? new FormattedCanvas(null, [TooDeep(item, limit)])
            : new FormattedCanvas(text, []) { Changed = changed };
    }

    /// <summary>Returns the diagnostic for an item that can be read, but not with the brackets that its long parts would get.</summary>
    private static Diagnostic TooDeep(Location item, Diagnostic limit) => new(
        limit.Code, Severity.Error, "formatted, this item would be nested too deeply to be read again",
        item with { Span = item.Source.FirstLineOf(item.Span) }, "left as it is", limit.Help);

    private static string Print(FileSyntax file)
    {
        var positions = new TokenPositions(file.Source);
        var comments = new CommentQueue(file.Comments, positions);
        var items = new ItemFormatter(file.Source, positions, comments, new PatternText(file.Source));
        var text = new StringBuilder();
        for (var i = 0; i < file.Items.Count; i++)
        {
            var start = file.Items[i].Span.Start;
            var above = comments.TakeBefore(start);
            AddComments(text, above, positions);
            if (text.Length > 0 && (above.Count == 0 || positions.FollowsBlankLine(start)))
                text.Append('\n');
            comments.Limit = i + 1 < file.Items.Count ? comments.FirstDocAbove(file.Items[i + 1].Span.Start) : int.MaxValue;
            text.Append(DocPrinter.Print(items.Of(file.Items[i]))).Append('\n');
        }
        AddComments(text, comments.TakeBefore(int.MaxValue), positions);
        return text.ToString();
    }

    /// <summary>Writes comments between items, with a blank line above the first and wherever there was one.</summary>
    private static void AddComments(StringBuilder text, List<Comment> comments, TokenPositions positions)
    {
        for (var i = 0; i < comments.Count; i++)
        {
            if (text.Length > 0 && (i == 0 || positions.FollowsBlankLine(comments[i].Span.Start)))
                text.Append('\n');
            text.Append(comments[i].Text).Append('\n');
        }
    }
}
