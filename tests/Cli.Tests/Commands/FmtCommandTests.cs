using DarkLang.Tests;

namespace DarkLang.Cli.Tests.Commands;

public sealed class FmtCommandTests : IDisposable
{
    private const string Untidy = "worker   a\n   1+2 // sum\n\n\n\nfn f = 1\n";
    private const string Tidy = "worker a\n  1 + 2 // sum\n\nfn f = 1\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Text(string name) => File.ReadAllText(Path.Combine(_folder.Path, name));

    [Theory]
    [InlineData("fmt-write", "fmt a.dark b.dark")]
    [InlineData("fmt-check", "fmt --check a.dark b.dark")]
    [InlineData("fmt-diff", "fmt --diff a.dark b.dark")]
    [InlineData("fmt-mistake", "fmt bad.dark missing.dark a.dark")]
    [InlineData("fmt-folder", "fmt --check")]
    public async Task Transcripts_read_as_they_always_did(string name, string arguments)
    {
        _folder.Write("a.dark", Untidy);
        _folder.Write("b.dark", Tidy);
        _folder.Write("bad.dark", "worker a\n  (1\n");
        var run = await Dark.Run(_folder.Path, arguments.Split(' '));
        Golden.Verify(Golden.PathOf("cli", name, ".expected"), run.Transcript("dark " + arguments));
        Assert.Equal("worker a\n  (1\n", Text("bad.dark"));
        Assert.Equal(arguments.Contains("--", StringComparison.Ordinal) ? Untidy : Tidy, Text("a.dark"));
    }

    [Fact]
    public async Task Stdin_is_formatted_to_stdout()
    {
        var run = await Dark.Run(_folder.Path, Untidy, ["fmt", "-"]);
        Assert.Equal((0, Tidy, ""), (run.ExitCode, run.Out, run.Error));
        var broken = await Dark.Run(_folder.Path, "worker a\n  (1\n", ["fmt", "-"]);
        Assert.Equal((1, ""), (broken.ExitCode, broken.Out));
        Assert.Contains("stdin:2:3", broken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_canvases_is_told_what_to_give()
    {
        var run = await Dark.Run(_folder.Path, "fmt");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("there is no .dark file in this folder", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_keeps_its_permissions_and_loses_its_byte_order_mark_and_carriage_returns()
    {
        var path = _folder.Write("a.dark", "\uFEFF" + Tidy.Replace("\n", "\r\n", StringComparison.Ordinal));
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.UserExecute;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
        var link = Path.Combine(_folder.Path, "link.dark");
        File.CreateSymbolicLink(link, path);

        Assert.Equal(0, (await Dark.Run(_folder.Path, "fmt", "link.dark")).ExitCode);
        Assert.Equal(Tidy, File.ReadAllText(path));
        Assert.Equal((byte)'w', File.ReadAllBytes(path)[0]);
        Assert.NotNull(File.ResolveLinkTarget(link, false));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(mode, File.GetUnixFileMode(path));
        Assert.Equal(["a.dark", "link.dark"], Directory.GetFiles(_folder.Path).Select(file => Path.GetFileName(file)).Order());
    }
}
