namespace DarkLang.Structure.Tests;

public sealed class ClassSizeRuleTests
{
    [Fact]
    public void A_class_of_more_than_400_lines_in_two_files_is_found()
    {
        Assert.Empty(ClassSizeRules.Of([Part("Queue", 200, "Queue"), Part("Queue", 200, "Queue.Order")]));
        Assert.Equal(
            "src/Lang/Queue.cs:2: Queue has 401 lines in its files together: separate what it does, 400 are the most",
            Assert.Single(ClassSizeRules.Of([Part("Queue", 200, "Queue"), Part("Queue", 201, "Queue.Order")])).ToString());
    }

    [Theory]
    [InlineData("internal sealed partial class")]
    [InlineData("public static partial class")]
    [InlineData("internal partial record")]
    [InlineData("internal readonly partial record struct")]
    public void Every_kind_of_partial_type_counts(string declaration) =>
        Assert.Single(ClassSizeRules.Of([Part("Queue", 401, "Queue", declaration)]));

    [Fact]
    public void Classes_of_the_same_name_in_two_folders_are_two() =>
        Assert.Empty(ClassSizeRules.Of([Part("Queue", 300, "Queue"), Part("Queue", 300, "Deep/Queue")]));

    [Fact]
    public void A_recursive_pass_may_have_many_files() =>
        Assert.Empty(ClassSizeRules.Of([Part("Resolver", 300, "Resolver"), Part("Resolver", 300, "Resolver.Types")]));

    [Fact]
    public void Every_pass_that_the_rule_names_exists() =>
        Assert.All(ClassSizeRules.RecursivePasses, pass => Assert.Contains(
            SourceTree.Sources, file => Path.GetFileName(file.Path).StartsWith(pass + ".", StringComparison.Ordinal)));

    private static SourceFile Part(string type, int lines, string name, string declaration = "internal sealed partial class") =>
        new($"src/Lang/{name}.cs", $"\n{declaration} {type}\n{new string('\n', lines - 2)}");
}
