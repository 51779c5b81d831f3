namespace DarkLang.Structure.Tests;

/// <summary>The files of the tree that this test was built in.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> Sources { get; } = Read("src", "*.cs");

    public static IReadOnlyList<SourceFile> Tests { get; } = Read("tests", "*.cs");

    /// <summary>All C# of the tree.</summary>
    public static IReadOnlyList<SourceFile> Code { get; } = [.. Sources, .. Tests, .. Read("bench", "*.cs"), .. Read("clients", "*.cs")];

    public static IReadOnlyList<SourceFile> Pages { get; } = Read("", "*.md");

    private static SourceFile[] Read(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "node_modules" || part.StartsWith('.')))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, File.ReadAllText(Path.Combine(Root, path)))),
    ];

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DarkLang.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException($"there is no DarkLang.sln above {AppContext.BaseDirectory}");
    }
}
