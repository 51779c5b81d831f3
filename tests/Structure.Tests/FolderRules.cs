namespace DarkLang.Structure.Tests;

/// <summary>
/// Folders beside each other depend on each other in one direction only. A folder and the one around it are left out: the inner one sees
/// the types of the outer one without naming it.
/// </summary>
internal static class FolderRules
{
    /// <summary>
    /// Finds the places where a folder names one that names it back, directly or through others: the first place for each two folders.
    /// </summary>
    public static IEnumerable<Finding> Cycles(IEnumerable<SourceFile> files)
    {
        var all = files.ToList();
        var globals = all.Where(file => Path.GetFileName(file.Path) == "GlobalUsings.cs").ToList();
        var uses = all
            .SelectMany(file => globals.Where(g => Project(g) == Project(file)).Prepend(file).SelectMany(named => Uses(file, named)))
            .DistinctBy(use => (use.From, use.To))
            .ToList();
        var known = uses.ToLookup(use => use.From, use => use.To);
        return from use in uses
               where Reaches(use.To, use.From, known)
               select new Finding(
                   use.File.Path,
                   use.Line,
                   $"{Edge(use.From, use.To)} is part of a cycle between folders: {Route(use.To, use.From, known)}");
    }

    /// <summary>Returns the two folders of a finding, as its ratchet names them.</summary>
    public static string EdgeOf(Finding finding) => finding.Rule[..finding.Rule.IndexOf(" is part", StringComparison.Ordinal)];

    private static string Edge(string from, string to) => $"{from} → {to}";

    private static string Project(SourceFile file) => file.Path.Split('/')[1];

    /// <summary>Returns what a file depends on by the <c>using</c> lines of another: its own, or the global ones of its project.</summary>
    private static IEnumerable<(string From, string To, SourceFile File, int Line)> Uses(SourceFile file, SourceFile named)
    {
        var own = file.Path.Split('/')[..^1];
        foreach (var (name, line) in named.Usings.Where(used => used.Namespace.StartsWith("DarkLang.", StringComparison.Ordinal)))
        {
            string[] other = ["src", .. name.Split('.')[1..]];
            var common = own.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
            // Only within a project, and only between two folders of which neither holds the other.
            if (common >= 2 && common < own.Length && common < other.Length)
                yield return (string.Join('/', own[..(common + 1)]), string.Join('/', other[..(common + 1)]), named, line);
        }
    }

    private static bool Reaches(string from, string to, ILookup<string, string> known) => Way(from, to, known) is not null;

    private static string Route(string from, string to, ILookup<string, string> known) =>
        string.Join(" → ", Way(from, to, known)!.Prepend(to).Select(folder => folder[(folder.LastIndexOf('/') + 1)..]));

    /// <summary>Returns the shortest way from one folder to another; null if there is none.</summary>
    private static List<string>? Way(string from, string to, ILookup<string, string> known)
    {
        var ways = new Queue<List<string>>([[from]]);
        var seen = new HashSet<string> { from };
        while (ways.TryDequeue(out var way))
        {
            if (way[^1] == to)
                return way;
            foreach (var next in known[way[^1]].Where(seen.Add))
                ways.Enqueue([.. way, next]);
        }
        return null;
    }
}
