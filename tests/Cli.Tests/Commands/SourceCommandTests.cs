using System.Text.Json;
using System.Text.RegularExpressions;
using DarkLang.Cli.Explanations;
using DarkLang.Tests;

namespace DarkLang.Cli.Tests.Commands;

/// <summary>check, test and eval: the commands that need no store.</summary>
public sealed partial class SourceCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SourceCommandTests()
    {
        _folder.Write("good.dark", "worker a\n  double event\n\nfn double (x: Int) : Int = x * 2\n\ntest \"doubles\" = double 2 == 4\n");
        _folder.Write("warned.dark", "worker a\n  emit 1 \"b\"\n");
        _folder.Write("failing.dark", "test \"is right\" = 1 == 1\ntest \"differs\" = 1 == 2\n");
        _folder.Write("broken.dark", "fn half (x: Int) : Int = Int::divide x 0\n\ntest \"fails\" = half 1 == 1\n");
        _folder.Write(
            "nested.dark",
            "test \"log\"\n  Log::warn \"looked\" { n: 1 }\n  { items: [{ price: 3 }] } == { items: [{ price: 4 }] }\n\n"
            + "test \"quiet\"\n  Log::info \"not shown\" {}\n  true\n");
        _folder.Write("bad.dark", "cron a hourly at 03:00\n  1\n\nworker b\n  nope\n\ncron c \"0 0 30 2 *\" in \"Europe/Berln\"\n  1\n");
        _folder.Write("empty.dark", "\n");
        File.WriteAllBytes(Path.Combine(_folder.Path, "latin.dark"), [(byte)'\n', (byte)'"', 0xE4]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("check-good", "check good.dark")]
    [InlineData("check-warned", "check warned.dark")]
    [InlineData("check-deny", "check warned.dark --deny-warnings")]
    [InlineData("check-bad", "check bad.dark")]
    [InlineData("check-json", "check bad.dark --json")]
    [InlineData("check-empty", "check empty.dark")]
    [InlineData("check-files", "check latin.dark godo.dark good.dark")]
    [InlineData("explain", "explain error[d0301]:")]
    [InlineData("explain-bare", "explain D0699")]
    [InlineData("explain-json", "explain D0301 --json")]
    [InlineData("explain-unknown", "explain D0000")]
    [InlineData("test", "test failing.dark")]
    [InlineData("test-filter", "test failing.dark --filter right")]
    [InlineData("test-none", "test failing.dark --filter nobody")]
    [InlineData("test-json", "test failing.dark --json")]
    [InlineData("test-nested", "test nested.dark --seed 7")]
    [InlineData("test-seed", "test good.dark --seed none")]
    [InlineData("test-empty", "test warned.dark")]
    public async Task Transcripts_read_as_they_always_did(string name, string arguments)
    {
        var run = await Dark.Run(_folder.Path, arguments.Split(' '));
        var transcript = Elapsed().Replace(run.Transcript("dark " + arguments), " in TIME (");
        Golden.Verify(Golden.PathOf("cli", name, ".expected"), ElapsedJson().Replace(transcript, "Ms\":TIME"));
    }

    [Fact]
    public async Task All_codes_are_listed_with_their_titles()
    {
        var run = await Dark.Run(_folder.Path, "explain");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(ExplanationCatalog.Codes, run.Out.TrimEnd('\n').Split('\n').Select(line => line.Split(' ')[0]));
    }

    [Theory]
    [InlineData("1 + 2", 0, "3\n", "")]
    [InlineData("-5", 0, "-5\n", "")]
    [InlineData("\"a\" ++ \"ü\"", 0, "\"aü\"\n", "")]
    [InlineData("[1,2] |> List::map \\x -> x * 2", 0, "[2, 4]\n", "")]
    [InlineData("1 / 0", 1, "", "error[D0505]")]
    [InlineData("1 +", 1, "", "error[D0204]")]
    [InlineData("___", 1, "", "no code is written yet")]
    [InlineData("emit 1 \"a\"", 1, "", "error[D0513]")]
    public async Task An_expression_gives_its_value_or_says_why_not(string expression, int exitCode, string output, string error)
    {
        var run = await Dark.Run(_folder.Path, "eval", expression);
        Assert.Equal((exitCode, output), (run.ExitCode, run.Out));
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
    }

    [GeneratedRegex(@" in [0-9.]+m?s \(")]
    private static partial Regex Elapsed();

    [GeneratedRegex("(?<=test-summary.*)Ms\":[0-9.]+")]
    private static partial Regex ElapsedJson();

    [Fact]
    public async Task Many_tests_run_at_once_are_told_in_the_order_of_the_source()
    {
        // The first take longest.
        var tests = Enumerable.Range(1, 60).Select(i => $"test \"t{i}\" = List::sum (List::range 1 {(60 - i) * 3_000}) == 0\n");
        _folder.Write("many.dark", string.Join('\n', tests));

        var run = await Dark.Run(_folder.Path, "test", "many.dark");
        var again = await Dark.Run(_folder.Path, "test", "many.dark");

        Assert.Equal(run.Out, again.Out);
        var told = run.Out.Split('\n')
            .Where(line => line.StartsWith("FAIL", StringComparison.Ordinal) || line.StartsWith("ok", StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(1, 60).Select(i => $"t{i}"), told.Select(line => line[6..]));
    }

    [Fact]
    public async Task A_test_that_ends_in_an_error_shows_its_place_and_the_calls()
    {
        var run = await Dark.Run(_folder.Path, "test", "broken.dark");
        Assert.Equal((1, "0 tests passed, 1 failed in TIME (seed 1)\n"), (run.ExitCode, Elapsed().Replace(run.Error, " in TIME (")));
        Assert.Contains("FAIL  fails\nerror[D0505]: ", run.Out, StringComparison.Ordinal);
        Assert.Contains("broken.dark:1:26", run.Out, StringComparison.Ordinal);
        Assert.Contains("test \"fails\"  broken.dark:3:16", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expression_may_use_the_functions_of_a_file()
    {
        var run = await Dark.Run(_folder.Path, "eval", "List::map [1, 2] double", "--load", "good.dark");
        Assert.Equal((0, "[2, 4]\n", ""), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task An_expression_is_read_from_stdin()
    {
        var run = await Dark.Run(_folder.Path, "let x = 2\nx * 21", ["eval", "-", "--json"]);
        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal(42, json.RootElement.GetProperty("value").GetInt32());
    }
}
