using System.Text.Json;
using DarkLang.Tests;

namespace DarkLang.Cli.Tests.Commands;

public sealed class DocCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("doc-modules", "doc")]
    [InlineData("doc-module", "doc Option")]
    [InlineData("doc-function", "doc Int::power")]
    [InlineData("doc-impure", "doc emitafter")]
    [InlineData("doc-near", "doc List::mpa")]
    [InlineData("doc-elsewhere", "doc trim")]
    [InlineData("doc-several", "doc sort")]
    [InlineData("doc-foreign", "doc contains")]
    [InlineData("doc-foreign-name", "doc reduce")]
    [InlineData("doc-unknown", "doc Zebra")]
    [InlineData("doc-usage", "doc List --markdown")]
    [InlineData("doc-json", "doc Int::power --json")]
    public async Task Transcripts_read_as_they_always_did(string name, string arguments)
    {
        var run = await Dark.Run(_folder.Path, arguments.Split(' '));
        Golden.Verify(Golden.PathOf("cli", name, ".expected"), run.Transcript("dark " + arguments));
    }

    [Fact]
    public async Task Modules_and_functions_can_be_read_as_json()
    {
        using var modules = JsonDocument.Parse((await Dark.Run(_folder.Path, "doc", "--json")).Out);
        Assert.Equal("dark.modules/1", modules.RootElement.GetProperty("schema").GetString());
        Assert.Contains(
            modules.RootElement.GetProperty("items").EnumerateArray(), module => module.GetProperty("name").GetString() == "List");
        using var functions = JsonDocument.Parse((await Dark.Run(_folder.Path, "doc", "list", "--json")).Out);
        Assert.Contains(functions.RootElement.GetProperty("items")
            .EnumerateArray(), function => function.GetProperty("name").GetString() == "List::map");
    }

    [Fact]
    public async Task The_page_of_the_library_is_what_the_library_says()
    {
        var run = await Dark.Run(_folder.Path, "doc", "--markdown");
        Golden.Verify(Path.Combine(Golden.CasesFolder, "..", "..", "docs", "library.md"), run.Out);
    }
}
