using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Testing;
using TestResult = DarkLang.Lang.Testing.TestResult;

namespace DarkLang.Lang.Tests.Testing;

/// <summary>Handlers that call servers are tested without a server.</summary>
public sealed class TestedCallTests
{
    private const string Get = "HttpClient::get \"https://x.example/a\" { page: 2 } {}";

    [Theory]
    [InlineData("\"GET https://x.example/a\" { code: 404; body: \"gone\" }", "Result::isError answer && true")]
    [InlineData("\"get https://x.example/a?page=2\" { id: 7 }", "(Result::withDefault answer { body: { id: 0 } }).body.id == 7")]
    [InlineData("\"GET https://x.example/a\" (Error \"refused\")", "answer == Error \"refused\"")]
    [InlineData("\"GET https://x.example/a\" \"text\"", "(Result::withDefault answer { body: \"\" }).body == \"text\"")]
    public void A_call_gets_the_answer_that_the_test_gave(string answer, string expected)
    {
        var result = Run($"test \"t\"\n  Test::respond {answer}\n  let answer = {Get}\n  {expected}\n");
        Assert.True(result.Passed, result.Message);
    }

    [Theory]
    [InlineData("{ exitCode: 2; stderr: \"no\" }", "Ok { exitCode: 2; stdout: \"\"; stderr: \"no\" }")]
    [InlineData("\"42\"", "Ok { exitCode: 0; stdout: \"42\"; stderr: \"\" }")]
    [InlineData("(Error \"gone\")", "Error \"gone\"")]
    public void A_program_gives_the_answer_that_the_test_gave(string answer, string expected)
    {
        var result = Run($"test \"t\"\n  Test::respond \"run wc\" {answer}\n  Process::run \"wc\" [] {{}} == {expected}\n");
        Assert.True(result.Passed, result.Message);
    }

    [Fact]
    public void The_files_of_a_test_are_only_in_memory()
    {
        var result = Run("""
            test "t"
              let _ = File::write "in/a.txt" "one"
              let _ = File::append "in/a.txt" " two"
              let _ = File::write "in/b/c.txt" "three"
              let none = File::read "in/none" |> Result::isError
              (File::readText "in/a.txt", File::list "in", File::delete "in/a.txt", File::exists "in/a.txt", none) ==
                (Ok "one two", Ok ["a.txt", "b"], Ok true, Ok false, true)

            """);
        Assert.True(result.Passed, result.Message);
    }

    [Fact]
    public void A_call_without_an_answer_fails_the_test_by_name()
    {
        var result = Run($"test \"t\"\n  Result::isOk ({Get})\n");
        Assert.False(result.Passed);
        Assert.Equal("D0517", Assert.IsType<Outcome.Failed>(result.Outcome).Error.Code);
        Assert.Contains("the test has no answer for `GET https://x.example/a`", result.Message, StringComparison.Ordinal);
    }

    private static TestResult Run(string source)
    {
        var loaded = CanvasLoader.Load([new SourceText("test.dark", source)]);
        Assert.DoesNotContain(loaded.Diagnostics, diagnostic => diagnostic.Severity == Lang.Diagnostics.Severity.Error);
        return LargeStack.Run(() => TestRunner.Run(
            loaded.Canvas!, Assert.Single(loaded.Canvas!.Tests), TestRunner.DefaultStart, seed: 1, Limits.Default, CancellationToken.None));
    }
}
