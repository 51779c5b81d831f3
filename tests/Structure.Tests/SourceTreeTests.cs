namespace DarkLang.Structure.Tests;

public sealed class SourceTreeTests
{
    [Fact]
    public void The_source_tree_is_read()
    {
        Assert.Contains(SourceTree.Sources, f => f.Path == "src/Lang/Values/Value.cs");
        Assert.Contains(SourceTree.Tests, f => f.Path == "tests/Structure.Tests/SourceTreeTests.cs");
        Assert.Contains(SourceTree.Code, f => f.Path == "bench/Program.cs");
        Assert.Contains(SourceTree.Pages, f => f.Path == "README.md");
    }

    [Theory]
    [InlineData("Lang")]
    [InlineData("Runtime")]
    [InlineData("Display")]
    [InlineData("Tui")]
    [InlineData("Cli")]
    public void A_project_references_only_what_its_layer_allows(string project)
    {
        var path = $"src/{project}/{project}.csproj";
        Finding.ExpectNone(LayeringRules.OfProject(project, path, File.ReadAllText(Path.Combine(SourceTree.Root, path))));
    }

    [Fact]
    public void A_library_is_used_only_in_the_folder_that_wraps_it() =>
        Finding.ExpectNone(SourceTree.Sources.SelectMany(LayeringRules.OfSource));

    [Fact]
    public void Every_source_file_keeps_the_style() =>
        Finding.ExpectNone(SourceTree.Sources.SelectMany(StyleRules.Of));

    [Fact]
    public void No_source_file_is_too_long() =>
        Ratchet.Read("long-files").Expect(SourceTree.Sources.SelectMany(StyleRules.Length));

    [Fact]
    public void No_test_polls() =>
        Ratchet.Read("polling-tests").Expect(SourceTree.Tests.SelectMany(TestRules.Polls));

    [Fact]
    public void Every_test_is_named_after_its_promise_and_never_sleeps() =>
        Finding.ExpectNone(SourceTree.Tests.SelectMany(TestRules.Of));

    [Fact]
    public void No_line_of_code_is_too_long() =>
        Ratchet.Read("long-lines-of-code").Expect(SourceTree.Code.SelectMany(LineRules.OfCode));

    [Fact]
    public void No_line_of_a_page_is_too_long() =>
        Ratchet.Read("long-lines-of-prose").Expect(SourceTree.Pages.SelectMany(LineRules.OfProse));

    [Fact]
    public void No_class_is_too_large() =>
        Ratchet.Read("large-classes").Expect(ClassSizeRules.Of(SourceTree.Sources), ClassSizeRules.TypeOf);

    [Fact]
    public void Folders_of_a_project_depend_on_each_other_without_cycles() =>
        Ratchet.Read("folder-cycles").Expect(FolderRules.Cycles(SourceTree.Sources), FolderRules.EdgeOf);
}
