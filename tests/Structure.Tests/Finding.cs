namespace DarkLang.Structure.Tests;

/// <summary>A place that breaks a rule.</summary>
internal sealed record Finding(string Path, int Line, string Rule)
{
    public override string ToString() => $"{Path}:{Line}: {Rule}";

    /// <summary>Fails with one line for each place.</summary>
    public static void ExpectNone(IEnumerable<Finding> findings)
    {
        var all = findings.ToList();
        if (all.Count > 0)
            Assert.Fail($"{all.Count} places break a rule of this source tree:\n{string.Join('\n', all)}");
    }
}
