using DarkLang.Lang.Syntax.Tokens;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>Finds the <c>///</c> lines directly above an item. Items must be asked for in source order.</summary>
internal sealed class DocComments(List<Comment> comments, SourceText source)
{
    private int _next;

    public string? Before(RawToken item)
    {
        while (_next < comments.Count && comments[_next].Span.Start < item.Start)
            _next++;
        var first = _next;
        var line = source.Locate(item.Start).Line;
        while (first > 0 && comments[first - 1] is { IsDoc: true } comment && IsAlone(comment, line - 1))
        {
            first--;
            line--;
        }
        return first == _next ? null : string.Join('\n', comments[first.._next].Select(comment => TextOf(comment.Text)));
    }

    /// <summary>Whether a comment has a line of its own; a comment after code belongs to that code.</summary>
    private bool IsAlone(Comment comment, int line) =>
        source.Locate(comment.Span.Start).Line == line
        && source.Text.AsSpan(source.LineStart(line), comment.Span.Start - source.LineStart(line)).Trim("\uFEFF \t").IsEmpty;

    private static string TextOf(string comment)
    {
        var text = comment[3..];
        return text.StartsWith(' ') ? text[1..] : text;
    }
}
