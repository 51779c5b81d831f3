using System.Globalization;
using System.Text;

namespace DarkLang.Cli.Output;

/// <summary>The unified difference of two texts, after Myers: as few lines as possible, three around them.</summary>
internal static class LineDiff
{
    private const int Around = 3;

    private readonly record struct Line(char Sign, string Text);

    /// <summary>Empty when the texts are the same.</summary>
    public static string Unified(string name, string before, string after)
    {
        if (before == after)
            return "";
        var script = Script(Split(before), Split(after));
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"--- {name}\n+++ {name} (formatted)\n");
        var (old, fresh) = (1, 1);
        for (var at = 0; at < script.Count;)
        {
            if (NextChange(script, at) is not { } change)
                break;
            var start = Math.Max(at, change - Around);
            old += start - at;
            fresh += start - at;
            var end = EndOfHunk(script, change);
            var hunk = script[start..end];
            var (removed, added) = (hunk.Count(line => line.Sign != '+'), hunk.Count(line => line.Sign != '-'));
            text.Append(CultureInfo.InvariantCulture, $"@@ -{Range(old, removed)} +{Range(fresh, added)} @@\n");
            foreach (var line in hunk)
                text.Append(line.Sign).Append(line.Text).Append(line.Text.EndsWith('\n') ? "" : "\n\\ No newline at end of file\n");
            (at, old, fresh) = (end, old + removed, fresh + added);
        }
        return text.ToString();
    }

    private static string Range(int start, int count) => count == 0 ? $"{start - 1},0" : $"{start},{count}";

    private static int? NextChange(List<Line> script, int from) =>
        script.FindIndex(from, line => line.Sign != ' ') is >= 0 and var index ? index : null;

    private static int EndOfHunk(List<Line> script, int change)
    {
        var last = change;
        while (NextChange(script, last + 1) is { } next && next - last <= 2 * Around)
            last = next;
        return Math.Min(script.Count, last + 1 + Around);
    }

    private static string[] Split(string text)
    {
        var lines = text.Split('\n');
        return [.. lines.SkipLast(1).Select(line => line + "\n"), .. lines[^1].Length > 0 ? [lines[^1]] : Array.Empty<string>()];
    }

    private static List<Line> Script(string[] before, string[] after)
    {
        var first = 0;
        while (first < before.Length && first < after.Length && before[first] == after[first])
            first++;
        var last = 0;
        while (last < before.Length - first && last < after.Length - first && before[^(last + 1)] == after[^(last + 1)])
            last++;
        return
        [
            .. before[..first].Select(line => new Line(' ', line)),
            .. Changes(before[first..^last], after[first..^last]),
            .. before[^last..].Select(line => new Line(' ', line)),
        ];
    }

    /// <summary>Walks back along the furthest points that each number of changes reached.</summary>
    private static List<Line> Changes(string[] before, string[] after)
    {
        var lines = new List<Line>();
        var (x, y) = (before.Length, after.Length);
        var reached = Reach(before, after);
        for (var changes = reached.Count - 1; x > 0 || y > 0; changes--)
        {
            var diagonal = x - y;
            var isAdded = changes > 0 && IsAdded(reached[changes - 1], diagonal, changes);
            var previous = changes == 0 ? 0 : diagonal + (isAdded ? 1 : -1);
            var startX = changes == 0 ? 0 : reached[changes - 1][previous + changes - 1];
            var startY = changes == 0 ? 0 : startX - previous;
            for (; x > startX && y > startY; x--, y--)
                lines.Add(new Line(' ', before[x - 1]));
            if (changes > 0)
                lines.Add(isAdded ? new Line('+', after[startY]) : new Line('-', before[startX]));
            (x, y) = (startX, startY);
        }
        lines.Reverse();
        return lines;
    }

    private static bool IsAdded(int[] reached, int diagonal, int changes) =>
        diagonal == -changes || (diagonal != changes && At(reached, diagonal - 1, changes) < At(reached, diagonal + 1, changes));

    private static int At(int[] reached, int diagonal, int changes) =>
        diagonal + changes - 1 is var index && index >= 0 && index < reached.Length ? reached[index] : -1;

    /// <summary>For each number of changes, how far into the old text every diagonal comes.</summary>
    private static List<int[]> Reach(string[] before, string[] after)
    {
        var rounds = new List<int[]>();
        for (var changes = 0; ; changes++)
        {
            var round = new int[(2 * changes) + 1];
            for (var diagonal = -changes; diagonal <= changes; diagonal += 2)
            {
                var x = changes == 0 ? 0
                    : IsAdded(rounds[^1], diagonal, changes)
                        ? At(rounds[^1], diagonal + 1, changes)
                        : At(rounds[^1], diagonal - 1, changes) + 1;
                while (x < before.Length && x - diagonal < after.Length && x - diagonal >= 0 && before[x] == after[x - diagonal])
                    x++;
                round[diagonal + changes] = x;
                if (x >= before.Length && x - diagonal >= after.Length)
                {
                    rounds.Add(round);
                    return rounds;
                }
            }
            rounds.Add(round);
        }
    }
}
