namespace DarkLang.Bench;

/// <summary>A folder on the disk for what is measured; gone afterwards.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dark-bench-");
    private int _count;

    /// <summary>An empty folder.</summary>
    public string NewFolder() =>
        _folder.CreateSubdirectory((++_count).ToString(System.Globalization.CultureInfo.InvariantCulture)).FullName;

    public static long SizeOf(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);

    public void Dispose() => _folder.Delete(recursive: true);
}
