namespace DarkLang.Structure.Tests;

/// <summary>
/// A list of places that broke a rule when the rule was added. They may stay until they are fixed, but no place may join them, and a place
/// that has become clean must be taken off the list.
/// </summary>
internal sealed class Ratchet(string name, IReadOnlyCollection<string> known)
{
    private const string Folder = "tests/Structure.Tests/Ratchets";

    private string Path => $"{Folder}/{name}.txt";

    /// <summary>Reads <c>Ratchets/NAME.txt</c>: one place per line.</summary>
    public static Ratchet Read(string name) =>
        new(name, [.. File.ReadLines(System.IO.Path.Combine(SourceTree.Root, Folder, name + ".txt")).Where(line => line.Length > 0)]);

    /// <param name="placeOf">How the list names the place of a finding, by default its file.</param>
    public IEnumerable<Finding> Of(IEnumerable<Finding> findings, Func<Finding, string>? placeOf = null)
    {
        var byPlace = findings.ToLookup(placeOf ?? (finding => finding.Path));
        foreach (var finding in byPlace.Where(place => !known.Contains(place.Key)).SelectMany(place => place))
            yield return finding;
        foreach (var (index, place) in known.Index().Where(line => !byPlace.Contains(line.Item)))
            yield return new Finding(Path, index + 1, $"{place} keeps the rule now: take it off the list; UPDATE_GOLDEN=1 does that");
    }

    /// <summary>
    /// Fails for each new place and each one that has become clean. With <c>UPDATE_GOLDEN=1</c> it takes the clean ones off the list.
    /// </summary>
    public void Expect(IEnumerable<Finding> findings, Func<Finding, string>? placeOf = null)
    {
        var all = Of(findings, placeOf).ToList();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            var clean = all.Where(finding => finding.Path == Path).Select(finding => finding.Line - 1).ToHashSet();
            var left = known.Index().Where(line => !clean.Contains(line.Index)).Select(line => line.Item);
            File.WriteAllLines(System.IO.Path.Combine(SourceTree.Root, Path), left);
            all.RemoveAll(finding => finding.Path == Path);
        }
        Finding.ExpectNone(all);
    }
}
