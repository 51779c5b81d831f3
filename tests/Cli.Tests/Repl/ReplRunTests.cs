namespace DarkLang.Cli.Tests.Repl;

/// <summary>The real binary with lines piped into it.</summary>
public sealed class ReplRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ReplRunTests()
    {
        _folder.Write(
            "orders.dark", "/// Twice as many.\nfn double (x: Int) : Int = x * 2\n\nfn four : Int = double 2\n\nworker pay\n  event\n");
        _folder.Write("broken.dark", "fn half (x: Int) : Int = nope\n");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1 + 2\nit * 10\n", "3\n30\n")]
    [InlineData("[1, 2]\n|> List::sum\n", "[1, 2]\n3\n")]
    [InlineData("1 +\n2 *\n3\n[4] |>\nList::sum\n", "7\n4\n")]
    [InlineData(
        "fn f (x: Int) : Int = x + 1\n:type f\n:type List::length\n:type Date::now\nlet f = 1\n:type f\n",
        "f (x: Int) : Int\nList::length (list: List<a>) : Int\nDate::now : Date\nInt\n")]
    [InlineData("let x = 2\nlet (a, b) = (x, \"b\")\nb\nlet x = a + 1\nx\n", "\"b\"\n3\n")]
    [InlineData("let { name } = { name: \"ada\"; age: 1 }\nname\n", "\"ada\"\n")]
    [InlineData("fn f (x: Int) : Int = x + 1\nfn g : Int = f 1\ng\nfn f (x: Int) : Int = x + 10\ng\n", "2\n11\n")]
    [InlineData("fn f (x: Int) : Int\n  let y = x + 1\n  y * 2\nf 1\n", "4\n")]
    [InlineData("type P = { a: Int }\nfn p (x: P) : Int = x.a\np { a: 7 }\n", "7\n")]
    [InlineData("let f = \\x ->\n  x + 1\n\nfn f (x: Int) : Int = x * 100\nf 2\n", "200\n")]
    [InlineData("let test = 1\ntest + 1\n", "2\n")]
    [InlineData("1\n:quit\n2\n", "1\n")]
    [InlineData("let o = { id: 1 }\n:type o\n:t List::map [1] \\x -> x * 2\n", "{ id: Int }\nList<Int>\n")]
    [InlineData("let r = Int::parse \"1\"\nmatch r\n  Ok n -> n\n  Error e -> 0\n", "1\n")]
    [InlineData(
        "let xs = []\nmatch xs\n  | [] -> \"none\"\n  | x :: rest -> \"some\"\n\n"
            + "let o = Just 1\nmatch o\n  | Nothing -> 0\n  | Just n -> n\n",
        "\"none\"\n1\n")]
    [InlineData("let x =\n  let y = 4\n  y + 1\n\nx", "5\n")]
    [InlineData("let d = Date::now\nDate::subtract d d\nString::length (toString Uuid::generate)\n", "0\n36\n")]
    public async Task Results_are_all_that_stdout_holds(string input, string output)
    {
        var run = await Run(input);
        Assert.Equal((0, output, ""), (run.ExitCode, run.Out, run.Error));
    }

    [Theory]
    [InlineData("1 / 0\n2", "2\n", "error[D0505]")]
    [InlineData("let o = { id: 1 }\no.ix\n2", "2\n", "error[D0332]")]
    [InlineData(":type 1 + nope\n2", "2\n", "error[D0301]")]
    [InlineData("nope\n2", "2\n", "error[D0301]")]
    [InlineData("___\n2", "2\n", "no code is written yet at input 1:1:1")]
    [InlineData("emit 1 \"a\"\n2", "2\n", "an expression evaluated alone can't emit")]
    [InlineData("let x = Int::parse? \"b\"\nlet x = 2\nx", "2\n", "error: x has no value: `?` ended the input with Error")]
    [InlineData("let x =\n  let y = 1\n\n2", "2\n", "a block ends with `let`")]
    [InlineData("worker a\n  1\n\n2", "2\n", "error: the repl accepts fn and type, not worker")]
    [InlineData("fn f : Int = nope\n2", "2\n", "error[D0301]")]
    [InlineData("[1,\n\n2", "2\n", "unclosed `[`")]
    [InlineData(":laod x\n2", "2\n", "did you mean :load?")]
    [InlineData(":load nowhere.dark\n2", "2\n", "there is no file nowhere.dark")]
    [InlineData(":load broken.dark\n2", "2\n", "broken.dark:1:26")]
    [InlineData(":doc List::reverze\n2", "2\n", "did you mean List::")]
    [InlineData(":doc\n2", "2\n", ":doc needs a name")]
    [InlineData(":more\n2", "2\n", "the last result has no more lines")]
    public async Task What_fails_is_told_on_stderr_and_the_next_line_runs(string input, string output, string error)
    {
        var run = await Run(input);
        Assert.Equal((1, output), (run.ExitCode, run.Out));
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_in_a_function_of_an_earlier_line_names_that_line()
    {
        var run = await Run("let f = \\n -> 10 / n\nlet filler = [1, 2] |> List::map \\x -> x\nf 0\n");
        Assert.Contains("input 1:1:15", run.Error, StringComparison.Ordinal);
        Assert.Contains("expression            input 3:1:1", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_functions_of_a_file_are_there_and_what_is_typed_replaces_them()
    {
        var run = await Run("four\nfn double (x: Int) : Int = x * 10\nfour\n:doc four\n", "orders.dark");
        Assert.Equal((0, "4\n20\nfour : Int\n", ""), (run.ExitCode, run.Out, run.Error));
        run = await Run(":load orders.dark\nfour\n:doc double\n");
        Assert.Equal((0, "4\ndouble (x: Int) : Int\n  Twice as many.\n", ""), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task A_file_that_is_not_there_leaves_the_loaded_ones()
    {
        var run = await Run(":load nowhere.dark\nfour\n:reload\nfour\n", "orders.dark");
        Assert.Equal((1, "4\n4\n"), (run.ExitCode, run.Out));
        Assert.Single(run.Error.Split('\n'), line => line.StartsWith("error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_broken_file_is_told_and_the_lines_run_all_the_same()
    {
        var run = await Run("1\n", "broken.dark");
        Assert.Equal((1, "1\n"), (run.ExitCode, run.Out));
        Assert.Contains("error[D0301]", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_warning_about_a_file_is_told_once()
    {
        _folder.Write("warned.dark", "worker a\n  emit 1 \"nobody\"\n");
        var run = await Run("fn f : Int = 1\nfn g : Int = 2\nf + g\n", "warned.dark");
        Assert.Equal((0, "3\n"), (run.ExitCode, run.Out));
        Assert.Single(run.Error.Split('\n'), line => line.StartsWith("warning[D0312]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_changed_is_read_again()
    {
        using var process = Dark.Start(_folder.Path, ["repl", "orders.dark"]);
        await process.StandardInput.WriteLineAsync("four");
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        Assert.Equal("4", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        _folder.Write("orders.dark", "fn four : Int = 44\n");
        await process.StandardInput.WriteAsync("let x = 1\n:reload\nfour + x\n");
        process.StandardInput.Close();
        Assert.Equal("45\n", await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Help_names_every_command()
    {
        var run = await Run(":help\n");
        Assert.All(DarkLang.Cli.Repl.ReplCommandLine.All, command => Assert.Contains(command.Usage, run.Out, StringComparison.Ordinal));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    private Task<DarkRun> Run(string input, params string[] files) => Dark.Run(_folder.Path, input, ["repl", .. files]);
}
