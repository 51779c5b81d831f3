using DarkLang.Cli.Repl;
using DarkLang.Lang.Values;

namespace DarkLang.Cli.Tests.Repl;

public sealed class ResultPrinterTests : IDisposable
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    private static readonly Value Long =
        Value.Of(new ListValue([.. Enumerable.Range(1, 100).Select(number => Value.String(new string('x', 20) + number))]));

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void A_long_result_is_folded_on_a_terminal_and_shown_on_when_asked()
    {
        var printer = new ResultPrinter(Shell(isTerminal: true));
        printer.Show(Long);
        Assert.Equal(24, Lines().Length);
        Assert.Contains(":more", _error.ToString(), StringComparison.Ordinal);
        Assert.True(printer.More());
        Assert.Equal(48, Lines().Length);
        Assert.True(printer.Full());
        Assert.Equal(102, Lines().Length);
        Assert.Equal("]", Lines()[^1]);
        Assert.False(printer.More());
    }

    [Fact]
    public void A_long_text_is_folded_by_the_rows_it_takes()
    {
        var printer = new ResultPrinter(Shell(isTerminal: true));
        printer.Show(Value.String(new string('a', 10_000)));
        Assert.Equal(24, Lines().Length);
        Assert.All(Lines(), line => Assert.Equal(39, line.Length));
        Assert.True(printer.Full());
        Assert.Equal(10_002, Lines().Sum(line => line.Length));
    }

    [Fact]
    public void A_program_that_reads_gets_all_of_it_without_colours()
    {
        var printer = new ResultPrinter(Shell(isTerminal: false));
        printer.Show(Long);
        Assert.Equal(102, Lines().Length);
        Assert.Equal("", _error.ToString());
        Assert.DoesNotContain('\e', _out.ToString());
    }

    [Theory]
    [InlineData(null, "\e[33m5\e[0m\n")]
    [InlineData("1", "5\n")]
    public void Results_are_coloured_on_a_terminal_unless_that_is_not_wanted(string? noColor, string expected)
    {
        new ResultPrinter(Shell(isTerminal: true, noColor)).Show(Value.Int(5));
        Assert.Equal(expected, _out.ToString());
    }

    private string[] Lines() => _out.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private Shell Shell(bool isTerminal, string? noColor = "1") => new()
    {
        In = TextReader.Null,
        Out = _out,
        Error = _error,
        InIsTerminal = isTerminal,
        OutIsTerminal = isTerminal,
        ErrorIsTerminal = isTerminal,
        Width = () => 40,
        Folder = "/",
        Environment = name => name == "NO_COLOR" ? noColor : "xterm",
        Time = TimeProvider.System,
    };
}
