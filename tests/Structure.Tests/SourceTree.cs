namespace DarkLang.Structure.Tests;

/// <summary>The files under <c>src</c> of the tree this test was built in.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> Sources { get; } = Read("src");

    public static IReadOnlyList<SourceFile> Tests { get; } = Read("tests");

    private static SourceFile[] Read(string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
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
