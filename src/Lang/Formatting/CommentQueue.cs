using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Formatting;

/// <summary>The comments of a file. Each is printed once, in order, at the first line break after its position.</summary>
internal sealed class CommentQueue(IReadOnlyList<Comment> comments, TokenPositions positions)
{
    private int _next;

    /// <summary>Comments from this offset on belong to the next item.</summary>
    public int Limit { get; set; }

    public bool AnyBefore(int offset) => _next < comments.Count && comments[_next].Span.Start < offset;

    public List<Comment> TakeBefore(int offset)
    {
        var taken = new List<Comment>();
        while (AnyBefore(offset))
            taken.Add(comments[_next++]);
        return taken;
    }

    /// <summary>Returns the comments before <paramref name="offset"/> between two entries, or <paramref name="otherwise"/>.</summary>
    public Doc Between(int offset, Doc otherwise) =>
        TakeBefore(offset) is { Count: > 0 } taken ? Doc.Of([.. Lines(taken, isFirst: false), Break(offset)]) : otherwise;

    /// <summary>Returns what stands between two parts of an expression, where blank lines are dropped.</summary>
    public Doc Within(int offset, Doc otherwise) =>
        TakeBefore(offset) is { Count: > 0 } taken ? Doc.Of([.. Lines(taken, isFirst: false, keepBlank: false), Doc.HardLine]) : otherwise;

    /// <summary>Returns what stands before the first line of a block or bracket.</summary>
    public Doc Opening(int offset, Doc otherwise)
    {
        var taken = TakeBefore(offset);
        if (taken.Count == 0)
            return otherwise;
        var isFirst = taken is [var only] && !positions.BeginsLine(only.Span.Start);
        return Doc.Of([.. Lines(taken, isFirst: true), isFirst ? Doc.HardLine : Break(offset)]);
    }

    /// <summary>Returns the comments before a closing bracket, as the last lines inside it.</summary>
    public Doc Closing(int offset) => Doc.Of([.. Lines(TakeBefore(offset), isFirst: false)]);

    /// <summary>
    /// Returns the comments that belong to the end of a block: those inside it, next to its last line, and below it in its column or
    /// deeper. With <paramref name="mustBreak"/>, returns none unless one has a line of its own, so that a body of one line stays one line.
    /// </summary>
    public Doc EndOfBlock(int end, int column, bool mustBreak = false)
    {
        var limit = Math.Min(positions.NextStart(end), Limit);
        var first = _next;
        var last = _next;
        while (last < comments.Count && comments[last].Span.Start is var start
            && (start < end || (start < limit && BelongsToBlock(start))))
            last++;
        var taken = Enumerable.Range(first, last - first).Select(index => comments[index]).ToList();
        if (mustBreak && !taken.Any(comment => positions.BeginsLine(comment.Span.Start)))
            return Doc.Empty;
        _next = last;
        return Doc.Of([.. Lines(taken, isFirst: false)]);

        bool BelongsToBlock(int start) =>
            positions.BeginsLine(start) ? positions.Column(start) >= column : positions.AreAdjacent(end, start);
    }

    /// <summary>Returns where the <c>///</c> lines above an item start: they document it, however they are indented.</summary>
    public int FirstDocAbove(int item)
    {
        var index = _next;
        while (index < comments.Count && comments[index].Span.Start < item)
            index++;
        var first = item;
        for (var line = positions.Line(item) - 1; index > _next
            && comments[index - 1] is { IsDoc: true } doc
            && positions.Line(doc.Span.Start) == line
            && positions.BeginsLine(doc.Span.Start); line--)
        {
            first = doc.Span.Start;
            index--;
        }
        return first;
    }

    public Doc Break(int offset) => positions.FollowsBlankLine(offset) ? Doc.BlankLine : Doc.HardLine;

    private IEnumerable<Doc> Lines(List<Comment> taken, bool isFirst, bool keepBlank = true)
    {
        for (var i = 0; i < taken.Count; i++)
        {
            var start = taken[i].Span.Start;
            if (i == 0 && !positions.BeginsLine(start))
            {
                yield return new SuffixDoc(" " + taken[i].Text);
                continue;
            }
            yield return isFirst || !keepBlank ? Doc.HardLine : Break(start);
            yield return new CommentDoc(taken[i].Text);
            isFirst = false;
        }
    }
}
