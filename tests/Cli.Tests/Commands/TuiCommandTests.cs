namespace DarkLang.Cli.Tests.Commands;

public sealed class TuiCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dark-tui-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Without_a_terminal_it_says_so_and_ends_with_exit_code_2()
    {
        var run = await Dark.Run(_folder, "tui");
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("error: dark tui needs a terminal", run.Error, StringComparison.Ordinal);
    }
}
