using System.Text.RegularExpressions;
using DarkLang.Cli.Repl;

namespace DarkLang.Cli.Tests.Documentation;

/// <summary>The pages that teach the language: canvases are checked and tested, all else is typed and must give what they say.</summary>
public sealed class DocumentationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private readonly List<string> _wrong = [];

    public void Dispose()
    {
        _folder.Dispose();
        _out.Dispose();
        _error.Dispose();
    }

    [Theory]
    [InlineData("language.md", 3, 40)]
    [InlineData("from-dark-classic.md", 2, 5)]
    [InlineData("external.md", 1, 0)]
    public async Task Whatever_a_page_shows_is_true(string page, int canvases, int values)
    {
        var blocks = DarkBlock.In(page, await File.ReadAllTextAsync(Path.Combine(Docs(), page), TestContext.Current.CancellationToken));
        Assert.InRange(blocks.Count(block => block.IsCanvas), canvases, 100);
        foreach (var block in blocks.Where(block => block.IsCanvas))
            await RunCanvas(block);
        var session = NewSession();
        Assert.InRange(blocks.Where(block => !block.IsCanvas).Sum(block => Type(session, block)), values, 1000);
        Assert.True(_wrong.Count == 0, string.Join('\n', _wrong));
    }

    private async Task RunCanvas(DarkBlock block)
    {
        _folder.Write("page.dark", block.Text);
        var check = await Dark.Run(_folder.Path, "check", "page.dark", "--deny-warnings");
        Expect(check.ExitCode == 0, $"{block.Page}:{block.Line}", check.Error);
        if (!block.Text.Contains("\ntest ", StringComparison.Ordinal))
            return;
        var test = await Dark.Run(_folder.Path, "test", "page.dark");
        Expect(test.ExitCode == 0, $"{block.Page}:{block.Line}", test.Out + test.Error);
    }

    /// <summary>How many values the block showed.</summary>
    private int Type(Session session, DarkBlock block)
    {
        var assembler = new InputAssembler();
        var shown = 0;
        foreach (var (index, line) in block.Lines.Index())
        {
            var place = $"{block.Page}:{block.Line + index}";
            var expected = Regex.Match(line, "// (=>|error:) (.+)$");
            var code = expected.Success ? line[..expected.Index].TrimEnd() : line;
            var inputs = code.Length == 0 && expected.Success ? [] : assembler.Add(code).ToList();
            if (expected.Success && assembler.Finish() is { } last)
                inputs.Add(last);
            foreach (var input in expected.Success ? inputs.SkipLast(1) : inputs)
                Expect(Run(session, input), place, _error.ToString());
            if (!expected.Success)
                continue;
            // A line of its own may tell what the line before it gave.
            Verify(session, inputs.Count > 0
                ? inputs[^1]
                : Session.LastValue, expected.Groups[1].Value == "=>", expected.Groups[2].Value, place);
            shown++;
        }
        if (assembler.Finish() is { } rest)
            Expect(Run(session, rest), $"{block.Page}:{block.Line}", _error.ToString());
        return shown;
    }

    private void Verify(Session session, string input, bool succeeds, string expected, string place)
    {
        if (Run(session, input) != succeeds)
            _wrong.Add($"{place}: {input}\ngives  {_out}{_error}");
        else if (succeeds && _out.ToString().TrimEnd() != expected)
            _wrong.Add($"{place}: {input}\ngives  {_out}not    {expected}");
        else if (!succeeds && !_error.ToString().Contains(expected, StringComparison.Ordinal))
            _wrong.Add($"{place}: {input}\nsays   {_error}not    {expected}");
    }

    private void Expect(bool succeeded, string place, string output)
    {
        if (!succeeded)
            _wrong.Add($"{place}\n{output}");
    }

    private bool Run(Session session, string input)
    {
        _out.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        return session.Run(input, TestContext.Current.CancellationToken);
    }

    private Session NewSession()
    {
        var shell = new Shell
        {
            In = TextReader.Null,
            Out = _out,
            Error = _error,
            InIsTerminal = false,
            OutIsTerminal = false,
            ErrorIsTerminal = false,
            Width = () => 100,
            Folder = _folder.Path,
            Environment = _ => null,
            Time = TimeProvider.System,
        };
        return new Session(shell, new ResultPrinter(shell), isInteractive: false);
    }

    internal static string Docs()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DarkLang.sln")))
                return Path.Combine(folder.FullName, "docs");
        }
        throw new DirectoryNotFoundException("the tests must lie under the folder of DarkLang.sln");
    }
}
