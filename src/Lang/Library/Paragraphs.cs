using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>Breaks and indents lines by the width that they take in a terminal.</summary>
internal static class Paragraphs
{
    public static int WidthOf(string text)
    {
        var (clusters, width) = (new Clusters(text), 0);
        for (var i = 0; i < clusters.Count; i++)
            width += TextWidth.Of(clusters[i]);
        return width;
    }

    public static Value Wrap(Execution execution, string text, long width)
    {
        if (width <= 0)
            throw LibraryError.Invalid($"`Text::wrap` takes a positive Int as `width`, but got {width}");
        execution.Step(text.Length / 16);
        var result = new StringBuilder(text.Length);
        foreach (var line in text.Split('\n'))
        {
            WrapLine(execution, line, width, result);
            result.Append('\n');
        }
        result.Length--;
        return Value.String(result.ToString());
    }

    private static void WrapLine(Execution execution, string line, long width, StringBuilder result)
    {
        var indent = line.Length - line.TrimStart(' ').Length;
        result.Append(' ', indent);
        var taken = (long)indent;
        var isFirst = true;
        foreach (var word in line.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            execution.Step();
            var length = WidthOf(word);
            if (!isFirst && taken + 1 + length > width)
            {
                result.Append('\n').Append(' ', indent);
                taken = indent;
            }
            else if (!isFirst)
            {
                result.Append(' ');
                taken++;
            }
            result.Append(word);
            taken += length;
            isFirst = false;
        }
    }

    public static Value Dedent(Execution execution, string text)
    {
        execution.Step(text.Length / 16);
        var lines = text.Split('\n');
        string? common = null;
        foreach (var line in lines.Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            execution.Step();
            var indent = line[..(line.Length - line.TrimStart(' ', '\t').Length)];
            common = common is null ? indent : common[..common.AsSpan().CommonPrefixLength(indent)];
        }
        var removed = common?.Length ?? 0;
        return Value.String(string.Join('\n', lines.Select(line => string.IsNullOrWhiteSpace(line) ? "" : line[removed..])));
    }
}
