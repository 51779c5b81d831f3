using DiffPlex;
using DiffPlex.Model;
using DiffPlex.Renderer;

namespace DarkLang.Lang.Diagnostics;

/// <summary>Compares two texts line by line.</summary>
public static class LineDiff
{
    private const int Context = 3;

    /// <summary>Returns a unified diff; an empty text when nothing differs.</summary>
    public static string Unified(string oldName, string old, string newName, string @new) =>
        old == @new ? "" : new UnidiffRenderer(Differ.Instance, Context).Generate(Compare(old, @new), oldName, newName);

    /// <summary>Pairs the equal lines of two texts, by their indexes; any other line stands alone.</summary>
    public static IEnumerable<(int? Old, int? New)> Pairs(IReadOnlyList<string> old, IReadOnlyList<string> @new)
    {
        var (i, j) = (0, 0);
        foreach (var block in Compare(Joined(old), Joined(@new)).DiffBlocks)
        {
            while (i < block.DeleteStartA)
                yield return (i++, j++);
            for (var end = i + block.DeleteCountA; i < end; i++)
                yield return (i, null);
            for (var end = j + block.InsertCountB; j < end; j++)
                yield return (null, j);
        }
        while (i < old.Count)
            yield return (i++, j++);
    }

    private static string Joined(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private static DiffResult Compare(string old, string @new) =>
        Differ.Instance.CreateDiffs(old, @new, ignoreWhiteSpace: false, ignoreCase: false, new PatchLines());

    /// <summary>Splits a text as a patch does: the note on a missing line break at the end belongs to the last line.</summary>
    private sealed class PatchLines : IChunker
    {
        public IReadOnlyList<string> Chunk(string text)
        {
            var lines = text.Split('\n');
            return lines[^1].Length == 0 ? lines[..^1] : [.. lines[..^1], lines[^1] + "\n\\ No newline at end of file"];
        }
    }
}
