namespace DarkLang.Tui.Screens.Traces;

/// <summary>The lines of two versions of a function in one list: a line stands alone where the other version does not have it.</summary>
internal static class LinePairs
{
    /// <summary>More than this are not looked through for lines that stayed.</summary>
    private const int MostCompared = 4_000_000;

    public static IReadOnlyList<(SourceRow? Old, SourceRow? New)> Of(IReadOnlyList<SourceRow> old, IReadOnlyList<SourceRow> now)
    {
        var pairs = new List<(SourceRow?, SourceRow?)>();
        var same = Lengths([.. old.Select(TextOf)], [.. now.Select(TextOf)]);
        var (i, j) = (0, 0);
        while (i < old.Count || j < now.Count)
        {
            if (i < old.Count && j < now.Count && TextOf(old[i]) == TextOf(now[j]))
                pairs.Add((old[i++], now[j++]));
            else if (j == now.Count || (i < old.Count && same?[i + 1, j] >= same?[i, j + 1]))
                pairs.Add((old[i++], null));
            else
                pairs.Add((null, now[j++]));
        }
        return pairs;
    }

    /// <summary>How many lines both have from each pair of places on.</summary>
    private static int[,]? Lengths(string[] old, string[] now)
    {
        if ((long)old.Length * now.Length > MostCompared)
            return null;
        var lengths = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
                lengths[i, j] = old[i] == now[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        }
        return lengths;
    }

    private static string TextOf(SourceRow row) => row.Item.Source.Line(row.Line).TrimEnd().ToString();
}
