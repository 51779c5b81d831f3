using DarkLang.Cli.Repl;

namespace DarkLang.Cli.Tests.Repl;

public sealed class InputAssemblerTests
{
    [Theory]
    [InlineData("1\n2", "1", "2")]
    [InlineData("[1,\n2]\n3", "[1,\n2]", "3")]
    [InlineData("1 +\n2", "1 +\n  2")]
    [InlineData("1 +\n2 *\n3\n4", "1 +\n  2 *\n  3", "4")]
    [InlineData("[1 +\n2]", "[1 +\n2]")]
    [InlineData("1 +\n\n2", "1 +", "2")]
    [InlineData("let f = \\x ->\n  x\n\nf 1", "let f = \\x ->\n  x", "f 1")]
    [InlineData("let f = \\x ->\n  x\nf 1", "let f = \\x ->\n  x", "f 1")]
    [InlineData("if a then\n  1\nelse\n  2\nf", "if a then\n  1\nelse\n  2", "f")]
    [InlineData("match x\n  Just y -> y\n  Nothing -> 0\n:help", "match x\n  Just y -> y\n  Nothing -> 0", ":help")]
    [InlineData("\"\"\"a\n\nb\"\"\"", "\"\"\"a\n\nb\"\"\"")]
    [InlineData(":load it's.dark\n1", ":load it's.dark", "1")]
    [InlineData("fn f (x: Int)\n  x\nfn g = 1\ntype T = {\n  a: Int\n}", "fn f (x: Int)\n  x", "fn g = 1", "type T = {\n  a: Int\n}")]
    [InlineData("\n\n")]
    public void Lines_become_inputs(string text, params string[] inputs) => Assert.Equal(inputs, InputAssembler.Split(text));

    [Theory]
    [InlineData("1 + 2", true)]
    [InlineData("1 +", false)]
    [InlineData("let f = \\x ->\n  x", false)]
    [InlineData("let f = \\x ->\n  x\n  ", true)]
    [InlineData("", true)]
    public void Enter_runs_what_is_finished(string text, bool finished) => Assert.Equal(finished, InputAssembler.IsFinished(text));
}
