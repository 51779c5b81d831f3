namespace DarkLang.Structure.Tests;

/// <summary>A place that breaks a rule.</summary>
internal sealed record Finding(string Path, int Line, string Rule)
{
    public override string ToString() => $"{Path}:{Line}: {Rule}";

    /// <summary>Fails if there are findings, with one line for each.</summary>
    public static void ExpectNone(IEnumerable<Finding> findings)
    {
        var all = findings.ToList();
        if (all.Count > 0)
            Assert.Fail($"{all.Count} places break a rule of the source tree:\n{string.Join('\n', all)}");
    }
}
