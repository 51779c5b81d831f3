namespace DarkLang.Lang.Library;

/// <summary>The positions of the grapheme clusters of a text: each is what a reader sees as one character.</summary>
internal sealed class Clusters
{
    // A UTF-16 unit below this one begins a cluster, whatever precedes it. The only exception is LF after CR.
    private const char FirstExtending = '\u0300';

    // The offset of each cluster, then the length of the text. Null if every unit is a cluster of its own.
    private readonly int[]? _starts;

    public Clusters(string text)
    {
        Text = text;
        _starts = IsOneUnitEach(text) ? null : Find(text);
        Count = _starts is null ? text.Length : _starts.Length - 1;
    }

    public string Text { get; }

    public int Count { get; }

    public ReadOnlySpan<char> this[int index] => Text.AsSpan(Start(index)..Start(index + 1));

    /// <summary>Returns the offset of a cluster, or the length of the text for the index after the last cluster.</summary>
    public int Start(int index) => _starts is null ? index : _starts[index];

    /// <summary>Returns the clusters from one index up to, but not including, another. Both may lie outside the text.</summary>
    public string Slice(long from, long to)
    {
        var (first, end) = ((int)Math.Clamp(from, 0, Count), (int)Math.Clamp(to, 0, Count));
        return first >= end ? "" : Text[Start(first)..Start(end)];
    }

    /// <summary>Returns whether a cluster begins or the text ends at an offset.</summary>
    public bool IsBoundary(int offset) => _starts is null || Array.BinarySearch(_starts, offset) >= 0;

    /// <summary>Returns the index of the cluster that begins at or contains an offset.</summary>
    public int IndexAt(int offset)
    {
        if (_starts is null)
            return offset;
        var index = Array.BinarySearch(_starts, offset);
        return index >= 0 ? index : ~index - 1;
    }

    /// <summary>Returns the last boundary that is not after an offset.</summary>
    public int BoundaryBefore(int offset) => _starts is null ? offset : _starts[IndexAt(offset)];

    /// <summary>Returns the first boundary that is not before an offset.</summary>
    public int BoundaryAfter(int offset) => IsBoundary(offset) ? offset : _starts![IndexAt(offset) + 1];

    /// <summary>Returns the first offset from <paramref name="from"/> on at which whole clusters are the searched text, or -1.</summary>
    public int IndexOf(string search, int from)
    {
        for (; (from = Text.IndexOf(search, from, StringComparison.Ordinal)) >= 0; from++)
        {
            if (IsWhole(from, search.Length))
                return from;
        }
        return -1;
    }

    /// <summary>Returns the last offset at which whole clusters are the searched text, or -1.</summary>
    public int LastIndexOf(string search)
    {
        var before = Text.Length;
        while (before >= 0)
        {
            var found = Text.AsSpan(0, before).LastIndexOf(search);
            if (found < 0 || IsWhole(found, search.Length))
                return found;
            before = found + search.Length - 1;
        }
        return -1;
    }

    /// <summary>A search text inside a cluster is a part of that character, so it is not found there.</summary>
    private bool IsWhole(int offset, int length) => IsBoundary(offset) && IsBoundary(offset + length);

    private static bool IsOneUnitEach(string text) =>
        !text.AsSpan().ContainsAnyExceptInRange('\0', (char)(FirstExtending - 1)) && !text.Contains('\r');

    private static int[] Find(string text)
    {
        var starts = new List<int>(text.Length + 1);
        for (var offset = 0; offset < text.Length; offset += LengthAt(text, offset))
            starts.Add(offset);
        starts.Add(text.Length);
        return [.. starts];
    }

    private static int LengthAt(string text, int offset) =>
        text[offset] < FirstExtending && text[offset] != '\r' && (offset + 1 == text.Length || text[offset + 1] < FirstExtending)
            ? 1
            : StringInfo.GetNextTextElementLength(text.AsSpan(offset));
}
