namespace DarkLang.Cli.Explanations;

/// <summary>The explanations embedded in the binary: one file next to this one for each code.</summary>
internal static class ExplanationCatalog
{
    private const string Prefix = "explanation/";

    public static IReadOnlyList<string> Codes { get; } =
    [
        .. typeof(ExplanationCatalog).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    public static Explanation? Find(string code)
    {
        using var stream = typeof(ExplanationCatalog).Assembly.GetManifestResourceStream(Prefix + code);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return Explanation.Parse(code, reader.ReadToEnd());
    }
}
