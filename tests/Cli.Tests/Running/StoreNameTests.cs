namespace DarkLang.Cli.Tests.Running;

/// <summary>Which store a canvas has.</summary>
public sealed class StoreNameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StoreNameTests()
    {
        foreach (var name in new[] { "a", "b", "c" })
            _folder.Write($"{name}.dark", $"worker {name}\n  event\n");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.dark b.dark", "b.dark a.dark")]
    [InlineData("b.dark a.dark", "a.dark b.dark")]
    [InlineData("b.dark c.dark", "a.dark b.dark c.dark")]
    [InlineData("c.dark", "b.dark c.dark a.dark")]
    public async Task The_order_of_the_files_and_a_file_that_joins_them_leave_the_store_as_it_is(string first, string second)
    {
        Assert.Equal(await StoreOf(first), await StoreOf(second));
        Assert.Single(Directory.GetDirectories(Path.Combine(_folder.Path, ".dark")));
    }

    [Fact]
    public async Task A_renamed_canvas_says_that_the_store_of_its_former_name_is_beside_it()
    {
        await StoreOf("a.dark");
        File.Move(Path.Combine(_folder.Path, "a.dark"), Path.Combine(_folder.Path, "renamed.dark"));
        var run = await Dark.Run(_folder.Path, "run", "renamed.dark", "--once");
        Assert.Contains("note: .dark/a is a store beside .dark/renamed", run.Error, StringComparison.Ordinal);
        Assert.Contains("; add --data .dark/a to run that", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("note: ", (await Dark.Run(_folder.Path, "run", "renamed.dark", "--once")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_have_stores_of_their_own_are_named_when_they_run_together()
    {
        await StoreOf("b.dark");
        await StoreOf("a.dark");
        var run = await Dark.Run(_folder.Path, "run", "c.dark", "b.dark", "a.dark", "--once");
        Assert.Contains("note: .dark/b is a store beside .dark/a", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Canvases_beside_each_other_do_not_mention_each_other()
    {
        await StoreOf("a.dark");
        Assert.DoesNotContain("note: ", (await Dark.Run(_folder.Path, "run", "b.dark", "--once")).Error, StringComparison.Ordinal);
    }

    private async Task<string> StoreOf(string files)
    {
        var run = await Dark.Run(_folder.Path, ["run", .. files.Split(' '), "--once"]);
        return run.Error.Split("; store ")[1].Split(';')[0];
    }
}
