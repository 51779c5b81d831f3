namespace DarkLang.Cli.Tests.Commands;

public sealed class NewCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_it_begins_is_checked_tested_laid_out_and_runs()
    {
        Assert.Equal(0, (await Dark.Run(_folder.Path, "new", "first/canvas")).ExitCode);
        var inside = Path.Combine(_folder.Path, "first", "canvas");
        Assert.Equal([".gitignore", "README.md", "canvas.dark"], Directory.GetFiles(inside).Select(file => Path.GetFileName(file))
            .Order(StringComparer.Ordinal));
        Assert.Equal(0, (await Dark.Run(inside, "check", "canvas.dark", "--deny-warnings")).ExitCode);
        Assert.Contains("1 test passed", (await Dark.Run(inside, "test", "canvas.dark")).Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Dark.Run(inside, "fmt", "--check", "canvas.dark")).ExitCode);
        var run = await Dark.Run(inside, "run", "canvas.dark", "--once");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Hello, world!", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_holds_something_is_left_as_it_is()
    {
        _folder.Write("mine/notes.txt", "mine");
        _folder.Write("file", "a file");
        foreach (var (name, message) in new[] { ("mine", "mine is not empty"), ("file", "file is a file, not a folder") })
        {
            var run = await Dark.Run(_folder.Path, "new", name);
            Assert.Equal((5, ""), (run.ExitCode, run.Out));
            Assert.Contains(message, run.Error, StringComparison.Ordinal);
        }
        Assert.Equal(
            ["notes.txt"], Directory.GetFileSystemEntries(Path.Combine(_folder.Path, "mine")).Select(file => Path.GetFileName(file)));
    }

    [Fact]
    public async Task An_empty_folder_will_do()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));
        Assert.Equal(0, (await Dark.Run(_folder.Path, "new", "empty")).ExitCode);
        Assert.True(File.Exists(Path.Combine(_folder.Path, "empty", "canvas.dark")));
    }
}
