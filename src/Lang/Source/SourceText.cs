namespace DarkLang.Lang.Source;

/// <summary>A range of a source text, in UTF-16 units from its start.</summary>
public readonly record struct Span(int Start, int Length)
{
    public int End => Start + Length;

    public static Span FromBounds(int start, int end) => new(start, end - start);

    public Span To(Span last) => FromBounds(Start, Math.Max(End, last.End));

    public bool Contains(Span inner) => inner.Start >= Start && inner.End <= End;
}

/// <summary>A position as people count it: line and column start at 1, and the column counts UTF-16 units.</summary>
public readonly record struct LinePosition(int Line, int Column)
{
    public override string ToString() => $"{Line}:{Column}";
}

/// <summary>The text of a file, and the name it is shown under.</summary>
public sealed class SourceText(string path, string text)
{
    private readonly int[] _lineStarts = FindLineStarts(text);

    public string Path { get; } = path;

    public string Text { get; } = text;

    public LinePosition Locate(int offset)
    {
        var index = Array.BinarySearch(_lineStarts, Math.Clamp(offset, 0, Text.Length));
        if (index < 0)
            index = ~index - 1;
        return new LinePosition(index + 1, offset - _lineStarts[index] + 1);
    }

    /// <summary>Returns the text of a line (counted from 1) without its line break.</summary>
    public ReadOnlySpan<char> Line(int number)
    {
        var start = _lineStarts[number - 1];
        var end = number < _lineStarts.Length ? _lineStarts[number] : Text.Length;
        return Text.AsSpan(start, end - start).TrimEnd("\r\n");
    }

    /// <summary>Returns the offset at which a line (counted from 1) starts.</summary>
    public int LineStart(int number) => _lineStarts[number - 1];

    /// <summary>Returns a span up to the end of its first line, which is worth underlining.</summary>
    public Span FirstLineOf(Span span)
    {
        var end = this[span].IndexOf('\n');
        return end < 0 ? span : span with { Length = end };
    }

    public ReadOnlySpan<char> this[Span span] => Text.AsSpan(span.Start, span.Length);

    private static int[] FindLineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
                starts.Add(i + 1);
        }
        return [.. starts];
    }
}

/// <summary>A span within a named source.</summary>
public readonly record struct Location(SourceText Source, Span Span)
{
    public LinePosition Start => Source.Locate(Span.Start);

    /// <summary>Returns <c>path:line:column</c>, as editors understand it.</summary>
    public override string ToString() => $"{Source.Path}:{Start}";
}
