namespace DarkLang.Bench;

/// <summary>The source tree this bench was built in, and the binary built beside it.</summary>
internal sealed class Repository(string root)
{
    public string Root { get; } = root;

    /// <summary>The real binary, of the same configuration as this bench.</summary>
    public string Dark { get; } = DarkOf(root);

    public static Repository Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DarkLang.sln")))
                return new Repository(folder.FullName);
        }
        throw new DirectoryNotFoundException($"there is no DarkLang.sln above {AppContext.BaseDirectory}");
    }

    private static string DarkOf(string root)
    {
        var build = Path.GetRelativePath(Path.Combine(root, "bench", "bin"), AppContext.BaseDirectory);
        var dark = Path.Combine(root, "src", "Cli", "bin", build, "dark");
        if (!build.StartsWith("Release", StringComparison.Ordinal))
            Console.Error.WriteLine("this is not a Release build: its figures mean nothing");
        return File.Exists(dark) ? dark : throw new FileNotFoundException($"there is no binary at {dark}", dark);
    }
}
