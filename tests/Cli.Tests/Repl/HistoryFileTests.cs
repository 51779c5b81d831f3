using DarkLang.Cli.Repl;

namespace DarkLang.Cli.Tests.Repl;

public sealed class HistoryFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => Path.Combine(_folder.Path, "state", "dark", "history");

    private HistoryFile File => new(FilePath);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_typed_comes_back_as_it_was_with_its_lines()
    {
        string[] typed = ["1 + 2", "let f = \\x ->\n  \"a\\n\" ++ x", "日本 \\\\n", "a\rb"];
        Assert.Empty(File.Read());
        foreach (var input in typed)
            File.Append(input);
        Assert.Equal(typed, File.Read());
    }

    [Fact]
    public void Only_its_owner_may_read_it()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("files have no such permissions there");
            return;
        }
        File.Append("1");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(FilePath));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            System.IO.File.GetUnixFileMode(Path.GetDirectoryName(FilePath)!));
    }

    [Fact]
    public void Sessions_at_the_same_time_lose_nothing_of_each_other()
    {
        File.Append("begin");
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 4 }, number => File.Append($"input {number}"));
        Assert.Equal(["begin", .. Enumerable.Range(0, 200).Select(number => $"input {number}").Order()], File.Read().Take(1)
            .Concat(File.Read().Skip(1).Order()));
    }

    [Fact]
    public void It_keeps_the_newest_and_does_not_grow_for_ever()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        System.IO.File.WriteAllLines(FilePath, Enumerable.Range(0, 2 * HistoryFile.MostEntries).Select(number => $"input {number}"));
        var read = File.Read();
        Assert.Equal((HistoryFile.MostEntries, $"input {HistoryFile.MostEntries}"), (read.Count, read[0]));
        Assert.Equal(HistoryFile.MostEntries, System.IO.File.ReadAllLines(FilePath).Length);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData(" secret", false)]
    [InlineData("", false)]
    public void What_begins_with_a_space_is_not_kept(string input, bool kept) => Assert.Equal(kept, HistoryFile.Keeps(input));
}
