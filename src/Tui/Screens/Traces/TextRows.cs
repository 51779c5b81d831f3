namespace DarkLang.Tui.Screens.Traces;

/// <summary>Breaks a long text into its lines, and these into rows.</summary>
internal static class TextRows
{
    public static IEnumerable<string> Of(string text, int longest)
    {
        for (var at = 0; at <= text.Length;)
        {
            var end = text.IndexOf('\n', at);
            if (end < 0)
                end = text.Length;
            do
            {
                var length = Math.Min(longest, end - at);
                yield return text.Substring(at, length);
                at += length;
            }
            while (at < end);
            at = end + 1;
        }
    }

    public static int Count(string text, int longest)
    {
        var rows = 0;
        foreach (var line in text.AsSpan().Split('\n'))
        {
            var (_, length) = line.GetOffsetAndLength(text.Length);
            rows += Math.Max(1, (length + longest - 1) / longest);
        }
        return rows;
    }
}
