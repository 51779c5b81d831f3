namespace DarkLang.Structure.Tests;

public sealed class SourceTreeTests
{
    [Fact]
    public void The_tree_is_really_read()
    {
        Assert.Contains(SourceTree.Sources, f => f.Path == "src/Lang/Values/Value.cs");
        Assert.Contains(SourceTree.Tests, f => f.Path == "tests/Structure.Tests/SourceTreeTests.cs");
    }

    [Theory]
    [InlineData("Lang")]
    [InlineData("Runtime")]
    [InlineData("Tui")]
    [InlineData("Cli")]
    public void A_project_references_only_what_its_layer_may_know(string project)
    {
        var path = $"src/{project}/{project}.csproj";
        Finding.ExpectNone(LayeringRules.OfProject(project, path, File.ReadAllText(Path.Combine(SourceTree.Root, path))));
    }

    [Fact]
    public void A_library_is_named_only_in_the_folder_that_wraps_it() =>
        Finding.ExpectNone(SourceTree.Sources.SelectMany(LayeringRules.OfSource));

    [Fact]
    public void Every_source_file_keeps_the_style() =>
        Finding.ExpectNone(SourceTree.Sources.SelectMany(StyleRules.Of));

    [Fact]
    public void Every_test_is_named_by_its_promise_and_never_sleeps() =>
        Finding.ExpectNone(SourceTree.Tests.SelectMany(TestRules.Of));
}
