using DarkLang.Cli.Explanations;
using DarkLang.Tests;

namespace DarkLang.Cli.Tests.Explanations;

/// <summary>
/// The examples in src/Cli/Explanations are run: what they show is kept in tests/cases/explanations, so that every code has a case.
/// </summary>
public sealed class ExplanationTests
{
    public static TheoryData<string> WithExample =>
        [.. ExplanationCatalog.Codes.Where(code => ExplanationCatalog.Find(code)!.Example is not null)];

    [Fact]
    public void Every_explanation_has_its_parts() =>
        Assert.All(ExplanationCatalog.Codes, code =>
        {
            var explanation = ExplanationCatalog.Find(code)!;
            Assert.NotEmpty(explanation.Meaning);
            Assert.NotEmpty(explanation.Fix);
        });

    [Theory]
    [MemberData(nameof(WithExample))]
    public void The_example_gives_its_code_and_nothing_else(string code)
    {
        var example = Example.Run(ExplanationCatalog.Find(code)!.Example!);
        Assert.True(
            example.Codes is [var only] && only == code, $"the example in src/Cli/Explanations/{code}.md gives {Describe(example)}");
        Golden.Verify(Golden.PathOf("explanations", code, ".expected"), example.Text);
    }

    [Theory]
    [MemberData(nameof(WithExample))]
    public void The_example_put_right_gives_nothing(string code)
    {
        var example = Example.Run(ExplanationCatalog.Find(code)!.Fixed!);
        Assert.True(example.Codes.Count == 0, $"the second example in src/Cli/Explanations/{code}.md gives {Describe(example)}");
    }

    private static string Describe(Example example) =>
        example.Codes.Count == 0 ? $"no code, but\n{example.Text}" : $"{string.Join(", ", example.Codes)}:\n{example.Text}";
}
