namespace DarkLang.Structure.Tests;

/// <summary>The rules find what they forbid, and leave alone what only looks like it.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("src/Lang/Values/A.cs", "using Superpower;")]
    [InlineData("src/Lang/Values/A.cs", "using Wcwidth;")]
    [InlineData("src/Runtime/Queues/A.cs", "using LiteDB.Engine;")]
    [InlineData("src/Runtime/Queues/A.cs", "using NCrontab;")]
    [InlineData("src/Lang/Values/A.cs", "using System.IO;")]
    [InlineData("src/Lang/Values/A.cs", "using Text = System.IO.StringWriter;")]
    [InlineData("src/Lang/Values/A.cs", "var text = File.ReadAllText(path);")]
    [InlineData("src/Lang/Values/A.cs", "public async Task Run() { }")]
    [InlineData("src/Lang/Values/A.cs", "var name = Environment.MachineName;")]
    [InlineData("src/Lang/Values/A.cs", "var random = new Random(1);")]
    [InlineData("src/Runtime/Queues/A.cs", "using DarkLang.Cli;")]
    [InlineData("src/Tui/Screens/A.cs", "using DarkLang.Runtime.Storage;")]
    [InlineData("src/Runtime/Storage/LiteDb/A.cs", "using var file = new FileStream(path, FileMode.Create);")]
    [InlineData("src/Runtime/Control/A.cs", "File.WriteAllBytes(next, bytes);")]
    public void A_use_across_layers_is_found(string path, string line) =>
        Assert.Equal([2], LayeringRules.OfSource(new SourceFile(path, $"\n{line}\n")).Select(f => f.Line));

    [Theory]
    [InlineData("src/Lang/Syntax/A.cs", "using Superpower;")]
    [InlineData("src/Lang/Values/A.cs", "using System.IO.Hashing;")]
    [InlineData("src/Lang/Values/A.cs", "throw new InvalidDataException(); // File.Open would throw too")]
    [InlineData("src/Lang/Values/A.cs", "var text = \"File.ReadAllText\";")]
    [InlineData("src/Lang/Values/A.cs", "var folder = source.Path.Length;")]
    [InlineData("src/Tui/Screens/A.cs", "using DarkLang.Runtime.Control;")]
    [InlineData("src/Runtime/Storage/Disk/OwnFiles.cs", "return new FileStream(path, options);")]
    [InlineData("src/Runtime/Control/A.cs", "var address = File.ReadAllBytes(path);")]
    [InlineData("src/Runtime/Queues/A.cs", "using System.Threading.Tasks;")]
    public void A_use_within_a_layer_is_left_alone(string path, string line) =>
        Assert.Empty(LayeringRules.OfSource(new SourceFile(path, line)));

    [Theory]
    [InlineData("""<ProjectReference Include="..\Cli\Cli.csproj" />""", "Cli")]
    [InlineData("""<PackageReference Include="LiteDB" />""", "LiteDB")]
    public void A_reference_across_layers_is_found(string reference, string name) =>
        Assert.Equal(
            [new Finding(
                "Lang.csproj", 1, $"Lang may not reference {name}: only CsvHelper, DiffPlex, Superpower, System.IO.Hashing, Wcwidth")],
            LayeringRules.OfProject(
                "Lang",
                "Lang.csproj",
                $"<Project><ItemGroup>{reference}<PackageReference Include=\"System.IO.Hashing\" /></ItemGroup></Project>"));

    [Theory]
    [InlineData("internal sealed class QueueManager { }")]
    [InlineData("internal static class TextHelpers;")]
    [InlineData("public record struct ImplOfStore;")]
    [InlineData("private static int _count;")]
    [InlineData("static Dictionary<string, int> _cache = [];")]
    [InlineData("public static int Count { get; set; }")]
    [InlineData("// TODO: more")]
    [InlineData("throw new NotImplementedException();")]
    [InlineData("Thread.Sleep(10);")]
    [InlineData("private async void Run() { }")]
    [InlineData("#pragma warning disable CA1000")]
    [InlineData("namespace DarkLang.Lang;")]
    [InlineData("namespace DarkLang.Lang.Values {")]
    public void A_breach_of_style_is_found(string line) =>
        Assert.Equal([2], StyleRules.Of(new SourceFile("src/Lang/Values/A.cs", $"\n{line}\n")).Select(f => f.Line).Distinct());

    [Theory]
    [InlineData("internal sealed record ImpliedCommonality;")]
    [InlineData("private static readonly int[] Powers = [1, 10];")]
    [InlineData("private const int Count = 1;")]
    [InlineData("public static Value Of(long number) => new(number);")]
    [InlineData("public static Totals Zero { get; } = new();")]
    [InlineData("var text = \"TextHelper: class QueueManager\";")]
    [InlineData("namespace DarkLang.Lang.Values;")]
    [InlineData("private static bool IsLetter(char c) => c == 'x';")]
    public void Code_in_style_is_left_alone(string line) =>
        Assert.Empty(StyleRules.Of(new SourceFile("src/Lang/Values/A.cs", line)));

    [Fact]
    public void A_file_past_400_lines_is_found()
    {
        Assert.Empty(StyleRules.Length(new SourceFile("src/Lang/A.cs", string.Concat(Enumerable.Repeat("\n", 400)))));
        var finding = Assert.Single(StyleRules.Length(new SourceFile("src/Lang/A.cs", string.Concat(Enumerable.Repeat("\n", 401)))));
        Assert.Equal("src/Lang/A.cs:401: a file of 401 lines does two things: split it, 400 are the most", finding.ToString());
    }

    [Theory]
    [InlineData("public void Works() { }")]
    [InlineData("public async Task TestTheQueue() { }")]
    public void A_test_whose_name_is_not_a_sentence_is_found(string method) =>
        Assert.Equal([2], TestRules.Of(new SourceFile("tests/A.cs", $"    [Fact]\n    {method}")).Select(f => f.Line));

    [Fact]
    public void A_test_that_sleeps_is_found() =>
        Assert.Equal([1], TestRules.Of(new SourceFile("tests/A.cs", "await Task.Delay(delay, time);")).Select(f => f.Line));

    [Fact]
    public void A_test_that_polls_is_found() =>
        Assert.Equal([2], TestRules.Polls(new SourceFile("tests/A.cs", "while (!isDone)\n    await Task.Yield();")).Select(f => f.Line));

    [Fact]
    public void A_test_that_waits_for_its_cancellation_is_left_alone() =>
        Assert.Empty(TestRules.Of(new SourceFile("tests/A.cs", "await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);")));

    [Theory]
    [InlineData("a \"b\\\"c\" d", "a        d")]
    [InlineData("a @\"b\"\"c\" d", "a         d")]
    [InlineData("a '\\'' d", "a      d")]
    [InlineData("a /* b\nc */ d", "a     \n     d")]
    [InlineData("a // b\nc", "a     \nc")]
    [InlineData("a \"\"\"b \" c\"\"\" d", "a             d")]
    public void Comments_and_strings_are_blanked(string text, string code) => Assert.Equal(code, CodeText.Of(text));
}
