using System.Globalization;

namespace DarkLang.Lang.Library;

/// <summary>Where the grapheme clusters of a text begin: what a reader takes for one character each.</summary>
internal sealed class Clusters
{
    // Below it a UTF-16 unit begins a cluster, whatever is before it; only LF after CR does not.
    private const char FirstExtending = '\u0300';

    // Null when every unit is a cluster of its own. Otherwise one more than there are clusters: the last is the end of the text.
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

    /// <summary>The offset of a cluster; the length of the text for one behind the last.</summary>
    public int Start(int index) => _starts is null ? index : _starts[index];

    /// <summary>The text of the clusters from one up to, and without, another. Both may lie outside of it.</summary>
    public string Slice(long from, long to)
    {
        var (first, end) = ((int)Math.Clamp(from, 0, Count), (int)Math.Clamp(to, 0, Count));
        return first >= end ? "" : Text[Start(first)..Start(end)];
    }

    /// <summary>Whether a cluster begins, or the text ends, at an offset.</summary>
    public bool IsBoundary(int offset) => _starts is null || Array.BinarySearch(_starts, offset) >= 0;

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
