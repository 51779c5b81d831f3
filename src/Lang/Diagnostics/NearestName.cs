namespace DarkLang.Lang.Diagnostics;

/// <summary>Finds the valid names that a mistyped name was probably meant to be.</summary>
public static class NearestName
{
    /// <summary>Returns the nearest name, or null if none is near enough for a hint.</summary>
    public static string? Of(string mistyped, IEnumerable<string> names) => Several(mistyped, names, 1) is [var nearest] ? nearest : null;

    /// <summary>Returns the nearest names, best first, at most <paramref name="count"/>.</summary>
    public static IReadOnlyList<string> Several(string mistyped, IEnumerable<string> names, int count)
    {
        // All names of one letter are one letter apart.
        var limit = mistyped.Length < 2 ? 0 : Math.Clamp(mistyped.Length / 3, 1, 4);
        var near = names
            .Distinct(StringComparer.Ordinal)
            .Where(name => Math.Abs(name.Length - mistyped.Length) <= limit)
            .Select(name => (Name: name, Distance: Distance(mistyped, name)))
            .Where(candidate => candidate.Distance <= limit)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .ToList();
        // Next to a name that is nearly right, one that is far off only distracts.
        return [.. near.TakeWhile(candidate => candidate.Distance <= near[0].Distance + 1).Take(count).Select(candidate => candidate.Name)];
    }

    /// <summary>Counts insertions, deletions, replacements and swaps of neighbours; upper and lower case are the same letter.</summary>
    private static int Distance(string left, string right)
    {
        var beforePrevious = new int[right.Length + 1];
        var previous = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
            previous[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = Same(left[i - 1], right[j - 1]) ? 0 : 1;
                var distance = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                    distance = Math.Min(distance, beforePrevious[j - 2] + 1);
                current[j] = distance;
            }
            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }
        return previous[right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
